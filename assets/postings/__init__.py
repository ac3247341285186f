"""Which job each result is and what it really says: identity, dates, place, pay, work mode, links, quarantine.

The flow: `job_postings` and `job_openings` are the assets, `posting` reads one object or sets it aside,
`posting_columns` puts the columns together, `known_postings` copies what an earlier day read, `drift` reports unknown
shapes. Below them lie the rooms that read one thing each, the lowest first: `objects`, `contacts`, `texts`, `dates`,
`place`, `pay`, `work`, `links`, `identity`. An arrow goes only from later to earlier.
"""
