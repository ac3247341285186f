"""From Dagster's event log to the journal: events read as facts, told in OpenLineage's words, recorded once, sent on.

Here belongs what knows Dagster's or OpenLineage's terms. When it is called, and by whom, is `orchestration`'s business.
"""
