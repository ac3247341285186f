"""The four ways of asking for structured output, best first, and how each is read back.

Endpoints differ: some enforce a schema, some only call tools, some only promise JSON, some ignore the field. The schema
also stands in the prompt, because grammar-constrained decoders do not show it to the model.
"""

import json
from enum import IntEnum
from typing import Any, NamedTuple, TypeVar

from pydantic import BaseModel, ValidationError

from assets.llm.asking.errors import InvalidAnswerError, RefusedError
from assets.llm.asking.schema import strict_schema

TOOL = "answer"
Message = dict[str, str]
Answer = TypeVar("Answer", bound=BaseModel)


class Level(IntEnum):
    """A rung of the ladder; a higher number asks less of the endpoint."""

    JSON_SCHEMA = 0
    TOOL_CALL = 1
    JSON_OBJECT = 2
    PLAIN = 3


class Reply(NamedTuple):
    """What an endpoint's response says, whichever way it was asked."""

    text: str
    finish: str | None
    tokens_in: int | None
    tokens_out: int | None


def request_body(
    level: Level, model: str, messages: list[Message], answer: type[BaseModel], limit: int
) -> dict[str, Any]:
    """The body of a chat completion request at a level."""
    body: dict[str, Any] = {
        "model": model,
        "messages": messages,
        "temperature": 0,
        "max_tokens": limit,
        "stream": False,
    }
    schema = strict_schema(answer)
    if level is Level.JSON_SCHEMA:
        described = {"name": TOOL, "strict": True, "schema": schema}
        body["response_format"] = {"type": "json_schema", "json_schema": described}
    elif level is Level.TOOL_CALL:
        function = {"name": TOOL, "description": "Give the answer.", "parameters": schema, "strict": True}
        body["tools"] = [{"type": "function", "function": function}]
        body["tool_choice"] = {"type": "function", "function": {"name": TOOL}}
    elif level is Level.JSON_OBJECT:
        body["response_format"] = {"type": "json_object"}
    return body


def read_reply(response: object) -> Reply:
    """The text of a response: a tool's arguments or the message's content.

    Raises:
        RefusedError: The model declined.
        InvalidAnswerError: The response is no chat completion.
    """
    choice = _first(_at(response, "choices"))
    message = _at(choice, "message")
    if not isinstance(message, dict):
        raise InvalidAnswerError("the endpoint's response holds no choices[0].message; is it OpenAI-compatible?")
    finish = _at(choice, "finish_reason")
    if message.get("refusal") or finish == "content_filter":
        raise RefusedError("the model declined to answer")
    arguments = _at(_at(_first(message.get("tool_calls")), "function"), "arguments")
    text = arguments if isinstance(arguments, str) else _content(message.get("content"))
    usage = _at(response, "usage")
    return Reply(text, finish if isinstance(finish, str) else None, *(_count(usage, name) for name in USAGE))


MOST_TOKENS = 10_000_000  # several times the largest context there is
USAGE = ("prompt_tokens", "completion_tokens")


def parse_answer(reply: Reply, model: type[Answer]) -> Answer:
    """The answer in a reply's text.

    Raises:
        InvalidAnswerError: Naming what does not fit, in words that a repair turn can send back.
    """
    if reply.finish == "length":
        raise InvalidAnswerError("the answer was cut at the token limit; answer again, shorter")
    try:
        return model.model_validate(first_json_object(reply.text))
    except ValidationError as error:
        found = [f"{'.'.join(str(part) for part in e['loc']) or 'answer'}: {e['msg']}" for e in error.errors()[:5]]
        raise InvalidAnswerError("; ".join(found)) from None


def first_json_object(text: str) -> Any:
    """The first JSON object in a text, which may stand in a fence or between words.

    Raises:
        InvalidAnswerError: There is none that is whole.
    """
    decoder = json.JSONDecoder()
    at = text.find("{")
    while at >= 0:
        try:
            return decoder.raw_decode(text, at)[0]
        except (ValueError, RecursionError):
            at = text.find("{", at + 1) if text.count("{") < 200 else -1
    raise InvalidAnswerError("no whole JSON object in the answer")


def _content(content: object) -> str:
    """A message's content: a string, or the text parts of a list."""
    if isinstance(content, str):
        return content
    if isinstance(content, list):
        return "".join(str(part.get("text", "")) for part in content if isinstance(part, dict))
    return ""


def _at(node: object, name: str) -> Any:
    return node.get(name) if isinstance(node, dict) else None


def _first(node: object) -> Any:
    return node[0] if isinstance(node, list) and node else None


def _count(usage: object, name: str) -> int | None:
    """A count of tokens; None for what no exchange can have used, so that the estimate is booked instead."""
    value = _at(usage, name)
    return value if type(value) is int and 0 <= value <= MOST_TOKENS else None
