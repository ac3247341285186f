"""Skills in six languages beside English: German, French, Spanish, Dutch, Portuguese, Italian.

Which skill words of these languages mean stands in `lists/`; names of technologies come from the taxonomy that English
texts are read by. Nothing here is loaded, or tried, for an English text.
"""
