"""How published marts become files: which rows share one, the pages of jobs, the indexes of lists and of words.

Here belongs what writes a snapshot's files before it is current. What is current, and what may be removed, is said by
`assets.lake.snapshots`; how the indexes are asked, in `assets.lake.words` and the viewer.
"""
