"""Settings of the search stage: which source, which key, which limits; from the environment or `.env`."""

from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import BeforeValidator, Field, SecretStr, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from assets.sources.registry import SOURCES

DIRECT_BASE = "https://api.openwebninja.com/jsearch"
RAPIDAPI_BASE = "https://jsearch.p.rapidapi.com"

# Basic plans hold 200 requests a month; a day of the searches that come with Joblake costs at most 34. Nobody who has
# set no cap should find more than that on a bill.
MONTHLY_CREDITS, RUN_CREDITS = 200, 100
SERPAPI_SEARCHES = 100  # what its free plan was last seen to hold


def _cap(value: object) -> object:
    """A cap as it is written: a number, or `none` for no cap at all."""
    if isinstance(value, str) and value.strip().lower() == "none":
        return None
    if isinstance(value, str) and not value.strip().isdecimal():
        raise ValueError("expected a whole number of credits, or none for no cap")
    return value


Cap = Annotated[Annotated[int, Field(ge=0)] | None, BeforeValidator(_cap)]


OwnSource = Literal["none", "sample", "recorded", "jsearch", "serpapi", "adzuna"]


class SearchSettings(BaseSettings):
    """Where answers come from and what they may cost. Empty variables count as unset; the key is never shown."""

    model_config = SettingsConfigDict(
        env_file=".env", env_ignore_empty=True, extra="ignore", populate_by_name=True, hide_input_in_errors=True
    )

    source: OwnSource = Field(default="sample", validation_alias="JOBLAKE_SOURCE")
    api_key: SecretStr | None = Field(default=None, validation_alias="JSEARCH_API_KEY")
    serpapi_key: SecretStr | None = Field(default=None, validation_alias="SERPAPI_API_KEY")
    adzuna_key: SecretStr | None = Field(default=None, validation_alias="ADZUNA_APP_KEY")
    adzuna_id: SecretStr | None = Field(default=None, validation_alias="ADZUNA_APP_ID")
    base_url: str = Field(default=DIRECT_BASE, validation_alias="JSEARCH_BASE_URL")
    # Other addresses of sources, by their names in searches.yaml: {"greenhouse": "http://127.0.0.1:8400"}.
    base_urls: dict[str, str] = Field(default={}, validation_alias="JOBLAKE_BASE_URLS")
    # Said to boards beside the project's name, so that whoever runs one can write to whoever asks it.
    contact: str | None = Field(default=None, pattern="^[!-~]+$", max_length=200, validation_alias="JOBLAKE_CONTACT")
    recorded_dir: Path | None = Field(default=None, validation_alias="JOBLAKE_RECORDED_DIR")
    searches: Path = Field(default=Path("searches.yaml"), validation_alias="JOBLAKE_SEARCHES")
    monthly_credits: Cap = Field(default=MONTHLY_CREDITS, validation_alias="JOBLAKE_MONTHLY_CREDITS")
    run_credits: Cap = Field(default=RUN_CREDITS, validation_alias="JOBLAKE_RUN_CREDITS")
    serpapi_searches: Cap = Field(default=SERPAPI_SEARCHES, validation_alias="SERPAPI_MONTHLY_SEARCHES")
    billing_day: int = Field(default=1, ge=1, le=31, validation_alias="JOBLAKE_BILLING_DAY")
    max_concurrent: int = Field(default=3, ge=1, le=50, validation_alias="JOBLAKE_MAX_CONCURRENT")
    max_per_second: float = Field(default=5, gt=0, le=1000, validation_alias="JOBLAKE_MAX_PER_SECOND")

    # One page takes 4 to 20 s, bursts reach 45; a call given up earlier is billed all the same.
    timeout_seconds: float = Field(default=60, gt=0, le=600, validation_alias="JOBLAKE_TIMEOUT_SECONDS")

    # Ten postings are 60 kB, a page of a hundred 600 kB. What is longer than this is no page, and is cut.
    max_body_mb: int = Field(default=32, ge=1, le=1024, validation_alias="JOBLAKE_MAX_BODY_MB")

    @property
    def agent(self) -> str:
        """How the program names itself to boards."""
        return f"Joblake ({self.contact})" if self.contact else "Joblake"

    @field_validator("base_urls", mode="after")
    @classmethod
    def _known_addresses(cls, urls: dict[str, str]) -> dict[str, str]:
        unknown = sorted(set(urls) - set(SOURCES))
        if unknown:
            raise ValueError(f"JOBLAKE_BASE_URLS names {unknown[0]!r}; expected {', '.join(SOURCES)}")
        wrong = sorted(name for name, url in urls.items() if urlsplit(url).scheme not in {"http", "https"})
        if wrong:
            raise ValueError(f"JOBLAKE_BASE_URLS holds no http(s) address for {wrong[0]}")
        return urls

    def secret(self, variable: str) -> SecretStr | None:
        """The key in an environment variable."""
        keys = {
            "SERPAPI_API_KEY": self.serpapi_key,
            "ADZUNA_APP_KEY": self.adzuna_key,
            "ADZUNA_APP_ID": self.adzuna_id,
        }
        return keys[variable]

    @field_validator("api_key", "serpapi_key", "adzuna_key", "adzuna_id", mode="after")
    @classmethod
    def _sendable(cls, key: SecretStr | None, info: ValidationInfo) -> SecretStr | None:
        """A key goes into a header or an address: what else is in it would surface in an error of the HTTP library."""
        if key is None:
            return None
        text = key.get_secret_value().strip()
        if not text:
            return None
        if not all("!" <= character <= "~" for character in text):
            name = cls.model_fields[info.field_name or ""].validation_alias
            raise ValueError(f"{name} holds a space or a character outside ASCII; paste the key alone")
        return SecretStr(text)

    @field_validator("base_url", mode="after")
    @classmethod
    def _plain_address(cls, url: str) -> str:
        parts = urlsplit(url)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise ValueError(f"JSEARCH_BASE_URL must be an http(s) address such as {DIRECT_BASE} or {RAPIDAPI_BASE}")
        if parts.username or parts.password or parts.query or parts.fragment:
            raise ValueError("JSEARCH_BASE_URL must hold no user, password, query or fragment; use JSEARCH_API_KEY")
        return url.rstrip("/")
