"""How words are compared: a text in one byte a code point, and the pattern language of tokens, stems and gaps.

Here belongs what would find any phrase in any text. It knows no skill, no taxonomy and no sentence's meaning: what
is looked for stands in `taxonomy`, what the words around it say in `sentences`.
"""
