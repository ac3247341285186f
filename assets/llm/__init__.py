"""One client for structured answers of any OpenAI-compatible model: cached, counted, capped; knows no stage."""
