"""The migrations of the record's database; `overread.records.migrating` runs them."""
