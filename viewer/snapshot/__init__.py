"""One published snapshot, opened for reading: which one a request gets, its index, the lines and pages of its jobs.

Here belongs what asks files for rows that many pages need. What a single page asks stands in `pages`; how snapshots are
published is the lake's business.
"""
