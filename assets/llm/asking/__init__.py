"""A question and its answer as values: the posting fenced as data, the schema, the dialects, where a quote stands.

Here belongs what is written to a model and read back, without calling anybody. What is asked about skills or classes
stands in those stages.
"""
