"""The DuckDB file that dbt writes: who holds it, whose turn it is, whether it still fits the lake.

Here belongs what decides when the warehouse may be opened, or is made anew. What is built in it is dbt's.
"""
