"""The processes of runs: which run lives, what it started, how a command ends when it is told to.

Here belongs what knows process ids, locks and signals. What a run does while it lives is said nowhere here.
"""
