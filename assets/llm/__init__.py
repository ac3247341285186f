"""One client for structured answers of any OpenAI-compatible model: cached, counted, capped; knows no stage.

Stages use the `desk`, which `connection` gives where a model is configured. Below it, the lowest first: `asking`
(questions and answers as values), `limits` (what may be spent), `exchange` (one call). An arrow goes only from later to
earlier.
"""
