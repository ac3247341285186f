"""Who is alone at something: a lock with a name, in the kernel of one machine or in Postgres across machines.

Here belongs what ends with its holder, however that ends. What is locked, and for how long, is said where it is used.
"""
