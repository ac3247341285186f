"""What the operator is told: runs that failed, days that were not closed, credits nearly spent, quality that dropped.

Here belongs what is told of the running itself. People who watch for jobs are told by `assets.watches`.
"""
