"""An environment without anybody's settings: what tests, and the programs that tests and benchmarks start, are given.

The one list of what a person's settings begin with; `test_nobody` holds it against the settings that are read.
"""

import os

OF_SOMEBODY = ("JOBLAKE_", "JSEARCH_", "SERPAPI_", "ADZUNA_", "OPENLINEAGE_", "DAGSTER_", "AWS_")


def nobodys_environment() -> dict[str, str]:
    """This process's environment without anybody's settings."""
    return {name: value for name, value in os.environ.items() if not name.startswith(OF_SOMEBODY)}
