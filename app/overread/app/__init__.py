"""The review page: a Review turned into what a radiologist sees, and the thin Streamlit script that shows it."""
