"""What all sources share: the interface each fills in, fields read softly, lists of jobs, HTML as text, rows of files.

Here belongs what knows no provider. Nothing here is called over a network.
"""
