"""What a response is: its bytes up to a limit, whether it is an answer, or which error and what to do next.

Here belongs what reads one response without knowing who asked. What an answer's postings say is read in
`assets.postings`, long after it has landed.
"""
