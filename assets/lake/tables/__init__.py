"""What the tables of the lake are: their columns, their sort order, what one row is, what a column can hold.

Here belongs what a reader must know before opening a file. How a file is written and where it lies is `storage`; what
the marts' columns mean stands in the dbt project.
"""
