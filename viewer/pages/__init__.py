"""The pages: each module asks one snapshot for what a page says. How it looks is in the templates.

Here stand the pages of the whole: the front, employers, searches, the pipeline, lineage. Below them the rooms `panels`
(what pages of statistics share), `jobs` and `skills`.
"""
