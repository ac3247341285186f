"""Search: the saved searches, the sources that answer them, and what each answer costs.

The flow: `raw_search_results` is the asset; its `desk` puts the sources, the searches and their limits together and
lands the days of a run; `fiction` keeps the sample apart from real answers. Below them lie the rooms they use, the
lowest first: `saved` (what is asked), `answers` (what a response is), `recorded` (answers that are there already),
`connections` (whom a run calls), `budget`, `client` (one page), `progress` (what is still to do), `days` (a day from
start to end). `doctor` stands above them all; the `sample` answers over HTTP and knows none of them. An arrow goes only
from later to earlier.
"""
