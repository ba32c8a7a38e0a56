"""Language of radiology reports: sentences, quantities, assertion, extraction and matching."""
