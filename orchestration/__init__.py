"""When and in what order: the Dagster wiring. It calls the assets and holds no business logic."""
