"""One published snapshot, opened for reading: which one a request gets, how it is asked, which answers are kept.

Here belongs what any page needs before it asks for anything. What a single page asks stands in `pages`; how snapshots
are published is the lake's business.
"""
