"""Schemas that every endpoint takes, and answers as they come."""

import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, Field

from assets.llm.asking.dialects import Level, first_json_object, read_reply, request_body
from assets.llm.asking.errors import InvalidAnswerError
from assets.llm.asking.schema import strict_schema


class Inner(BaseModel):
    """A part."""

    words: list[str] = Field(max_length=3)
    title: str | None = None


class Outer(BaseModel):
    """A whole."""

    parts: list[Inner]
    number: int = Field(ge=1, le=9, default=1)


def test_a_strict_schema_requires_everything_and_limits_nothing() -> None:
    schema = strict_schema(Outer)
    inner = schema["$defs"]["Inner"]
    assert schema["required"] == ["parts", "number"]
    assert inner["required"] == ["words", "title"]
    assert schema["additionalProperties"] is inner["additionalProperties"] is False
    assert not {"maxItems", "minimum", "maximum", "default"} & {
        *schema["properties"]["number"],
        *inner["properties"]["words"],
    }


@pytest.mark.parametrize("level", list(Level))
def test_every_level_asks_for_the_same_messages(level: Level) -> None:
    messages = [{"role": "user", "content": "hello"}]
    body = request_body(level, "m", messages, Outer, 100)
    assert body["messages"] == messages
    assert body["temperature"] == 0


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('{"a": 1}', {"a": 1}),
        ('Well: {x} then {"a": {"b": 2}} and more', {"a": {"b": 2}}),
        ('```json\n{"a":[]}\n```', {"a": []}),
    ],
)
def test_the_first_whole_object_of_a_text_is_read(text: str, found: object) -> None:
    assert first_json_object(text) == found


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet='{}[]":, a1\\', max_size=60))
def test_no_text_breaks_the_reader(text: str) -> None:
    with contextlib.suppress(InvalidAnswerError):
        assert isinstance(first_json_object(text), dict)


@pytest.mark.parametrize(
    "response", [None, [], {}, {"choices": []}, {"choices": [{"message": "hi"}]}, {"choices": {"a": 1}}]
)
def test_what_is_no_completion_is_said_to_be_none(response: object) -> None:
    with pytest.raises(InvalidAnswerError, match="OpenAI-compatible"):
        read_reply(response)
