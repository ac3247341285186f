"""A bucket as DuckDB reads it: s3fs, which asks for what is known of an object once and not before each read.

The engine asks for the size and time of a file five times for each that it opens, and s3fs would ask the store each
time. The objects of tables are named by their content, so what was said of one holds for ever.
"""

from typing import Any

from fsspec import register_implementation  # type: ignore[import, unused-ignore] # no types
from s3fs import S3FileSystem  # type: ignore[import, unused-ignore]

NAME = "joblake"  # under which dbt's profile asks for it


class LakeObjects(S3FileSystem):  # type: ignore[misc, unused-ignore]
    """s3fs for objects that never change."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._said: dict[str, dict[str, Any]] = {}

    async def _info(self, path: str, *arguments: Any, **options: Any) -> dict[str, Any]:
        known = self._said.get(path)
        if known is None:
            known = self._said[path] = await super()._info(path, *arguments, **options)
        return known


def register() -> None:
    """Have fsspec know it by name; the engine finds it by the addresses' `s3`."""
    register_implementation(NAME, LakeObjects, clobber=True)
