"""The search desk: one source, its saved searches and its limits, ready to land a day.

Joins the settings to `search_day`; the Dagster asset is given one of these.
"""
