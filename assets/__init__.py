"""The rooms of the house: one package per stage, in the order the data flows.

Read them as the data does: search, postings, classification, skills, marts; `lake`, `text` and `llm` are the ground
floor they stand on. Nothing here knows who calls it, and a stage never imports a later one.
"""
