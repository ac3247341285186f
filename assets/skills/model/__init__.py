"""Skills by a language model: what it is asked, what of its answer stands in the text, how sure that is.

Here belongs what only happens where a model is configured. How a model is reached, paid and remembered is
`assets.llm`; how its rows stand beside those of the lexicon is the room's `reader`.
"""
