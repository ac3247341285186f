"""What a sentence says of whatever it names: asked for, welcome, not needed, by the way, somebody else's job, a degree.

Here belong the words around a name and the rules that read them. None of them knows which skills there are: each takes
a sentence and a place in it. Whether the name itself is meant as one is told in `finding`.
"""
