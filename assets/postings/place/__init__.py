"""Where a job is: cities, regions and countries by the names that sources and texts give them.

Here belong the gazetteers and what reads with them. Whether the work may be done elsewhere is `work`'s business.
"""
