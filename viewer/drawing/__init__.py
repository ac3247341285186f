"""How what a page says becomes HTML, JSON, CSV or a feed: words, charts, addresses, intervals, texts in pieces.

Here belongs what shows values without asking for them. Templates lie in `templates/`; which values a page has is said
in `pages`.
"""
