"""Job keys as text, in every JSON that leaves: they are 63-bit integers, and JavaScript and jq lose digits beyond 2^53.

Tables, Parquet and code keep them as integers; input takes both forms.
"""

import re
from collections.abc import Mapping

# Every field of a mart, a filter or a page that holds a job's key.
KEY_FIELDS = ("job_key", "opening_key", "linked_to")
# A key as it stands in JSON text. Within a text value its quotation marks would be escaped, so none of those match.
_IN_JSON = re.compile(rf'(?<!\\)("(?:{"|".join(KEY_FIELDS)})"\s*:\s*)(-?\d+)')


def with_text_keys(value: object) -> object:
    """A JSON value with its job keys as text, however deep they lie; the value given stays as it is."""
    if isinstance(value, Mapping):
        return {
            name: str(held) if name in KEY_FIELDS and type(held) is int else with_text_keys(held)
            for name, held in value.items()
        }
    if isinstance(value, list | tuple):
        return [with_text_keys(item) for item in value]
    return value


def json_with_text_keys(text: str) -> str:
    """The same for JSON that is text already."""
    return _IN_JSON.sub(r'\1"\2"', text)
