"""The pages of jobs: the list with its counts and its feed, one job with its changes and its lineage.

Here belongs what is shown of single postings. What many of them say of a skill stands in `pages.skills`.
"""
