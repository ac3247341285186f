"""Findings about what stands around the searches: the model, Dagster's home, whose turn it is. Changes nothing."""

import asyncio
import os
from pathlib import Path

import httpx
from pydantic import ValidationError

from assets.llm.limits.settings import LlmSettings
from assets.search.connections.source import hush_the_http_library
from assets.search.doctor.finding import Finding

REACH_SECONDS = 3.0
# How the variables of a settings class begin, where its fields name only their rest.
PREFIXES = {"LlmSettings": "JOBLAKE_LLM_", "Settings": "JOBLAKE_"}
FALLBACK = "rules and lexicon answer meanwhile"


def model_finding(settings: LlmSettings) -> Finding:
    """Whether a model is configured and its server answers. A run goes on without it, so this never fails one."""
    if not settings.base_url and not settings.model:
        return Finding("model", "ok", "none configured: rules and lexicon answer, offline")
    if not settings.configured:
        missing = "JOBLAKE_LLM_MODEL" if settings.base_url else "JOBLAKE_LLM_BASE_URL"
        return Finding("model", "note", f"{missing} is not set; without it {FALLBACK}")
    said = f"{settings.model} at {settings.provider}, {'with' if settings.api_key else 'without'} a key"
    problem = asyncio.run(_unreached(settings))
    return Finding("model", "note", f"{said}: {problem}; {FALLBACK}") if problem else Finding("model", "ok", said)


def wrong_model(error: ValidationError) -> Finding:
    """The finding for settings of the model that no run could read."""
    return Finding("model", "FIX", said_by(error))


def said_by(error: ValidationError) -> str:
    """Which variables are wrong and what they may be, in one line and without what was given: it may be a key."""
    said = []
    for entry in error.errors(include_input=False):
        message, place = str(entry["msg"]).removeprefix("Value error, "), "_".join(map(str, entry["loc"]))
        variable = place if place.isupper() else f"{PREFIXES.get(error.title, '')}{place.upper()}"
        said.append(message if variable in message else f"{variable}: {message}")
    return "; ".join(said)


async def _unreached(settings: LlmSettings) -> str | None:
    """Why the server could not be asked; None if it can. Listing models costs nothing."""
    hush_the_http_library()
    key = settings.api_key
    headers = {"authorization": f"Bearer {key.get_secret_value()}"} if key else {}
    try:
        async with httpx.AsyncClient(timeout=REACH_SECONDS) as http, asyncio.timeout(REACH_SECONDS):
            status = (await http.get(f"{settings.base_url}/models", headers=headers)).status_code
    except (TimeoutError, httpx.TimeoutException):
        return f"no answer within {REACH_SECONDS:g} s"
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        return f"not reached ({type(error).__name__})"
    if status in {401, 403}:
        return f"the server answers {status}: check JOBLAKE_LLM_API_KEY"
    return f"the server answers {status}" if status >= 500 else None


def home_finding(home: Path) -> Finding:
    """Whether Dagster's home is there or can be made."""
    nearest = next(folder for folder in (home, *home.parents) if folder.exists())
    if nearest.is_dir() and os.access(nearest, os.W_OK | os.X_OK):
        return Finding("home", "ok", f"{home}, {'writable' if home.exists() else 'made by the first run'}")
    return Finding("home", "FIX", f"{home} cannot be written. Next: set JOBLAKE_HOME to a folder that can")


def turns_finding(max_concurrent: int, max_per_second: float) -> Finding:
    """How many runs and requests go at once: a run of a home or a lake waits for the one before it, and says so."""
    inside = f"{max_concurrent} requests at once, {max_per_second:g} a second"
    return Finding("turns", "ok", f"searches, warehouse: one run at a time; in a search step {inside}")
