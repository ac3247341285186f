"""The viewer: read-only web pages over the published snapshot. It runs no pipeline and opens no warehouse.

`application` says which address shows which page, `site` writes the same pages as files, `cv` reads a pasted text.
Below them, the lowest first: `snapshot` (what is read), `drawing` (how it is shown), `door` (what every request must
pass), `pages` (what each page says). An arrow goes only from later to earlier.
"""
