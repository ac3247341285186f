"""Skills: which skills a posting names or implies, each with the words that prove it and how sure that is.

The flow: `extracted_skills` is the asset, `reader` gives a day's jobs their rows, `extraction` reads one text. Below
them lie the rooms they use, the lowest first: `phrases` (how words are compared), `taxonomy` (what skills there are),
`sentences` (what the words around a name say), `finding` (where a skill may be meant), `judging` (how sure that is),
`tongues` (texts in other languages), `model` (what a language model adds). Above them stands `quality`: labels,
measures, training. An arrow goes only from later to earlier.
"""
