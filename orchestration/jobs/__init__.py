"""What can be started, and when it starts by itself: the jobs, the schedules, the static site as an asset.

Here belongs what Dagster's UI offers. A run over some days from the command line is made in `commands`.
"""
