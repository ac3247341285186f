"""The sample: an in-process API that speaks search-v2 about invented postings, for use without a key or a network.

Here belongs what answers: pages, ranking, a job's life, and the object with all its warts. Which postings there are
stands in `catalogue`. The run knows nothing of it but its name: it calls it as it calls the real API.
"""
