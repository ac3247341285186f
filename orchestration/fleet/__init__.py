"""Past one machine: how days are spread over workers, and how it is noticed that one is gone.

Here belongs what only an installation with a broker needs. Nothing of it is loaded on a single machine, which loses
nothing by it.
"""
