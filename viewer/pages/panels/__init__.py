"""Which panels and windows of days a mart speaks of, and what a week's change says within one of them.

Here belongs what pages of statistics share. Numbers of two panels are never compared.
"""
