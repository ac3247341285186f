"""The sample: an in-process API that speaks search-v2 about invented postings, for use without a key or a network."""
