"""What the commands of the Makefile do: a range of days in one run, what came of it, what was mended, what is unsound.

Here belongs what a terminal sees. It stands above the definitions, which know none of it; how the command line is read
stands in `__main__`.
"""
