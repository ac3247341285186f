"""Past one machine: how days are spread over workers, and how it is noticed that one is gone."""
