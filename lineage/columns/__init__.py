"""What columns are made from: declared for the tables of the lake, read from the compiled SQL for dbt's models.

Here belongs what follows from code alone, a model's code version included. What a run made is in the journal.
"""
