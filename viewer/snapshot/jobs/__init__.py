"""The jobs of a snapshot: which of them a list holds and in which order, their lines, their pages.

Here belongs what answers from the snapshot's indexes and pages, for any page that shows jobs. How a snapshot is opened
and asked stands one room below; what a page says of the answers, in `pages`.
"""
