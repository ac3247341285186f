"""Settings of the LLM path, from the environment or `.env`; unset means that everything stays offline."""

from urllib.parse import urlsplit

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict


class LlmSettings(BaseSettings):
    """Which model answers and what it may cost. Empty variables count as unset; the key is never shown.

    Attributes:
        base_url: Up to and without `/chat/completions`, such as https://host/v1.
        usd_in: Price of a million input tokens; usd_out the same of output tokens. 0 for a model of one's own.
        month_usd: What a calendar month may cost; month_calls how many calls it may make. None is no cap.
        run_usd: What one run may cost; run_calls how many calls it may make.
        timeout: Seconds for one call from its first byte sent to its last byte read.
        deadline: Seconds for one question with its retries and repair.
    """

    model_config = SettingsConfigDict(
        env_prefix="JOBLAKE_LLM_", env_file=".env", env_ignore_empty=True, extra="ignore", hide_input_in_errors=True
    )

    base_url: str | None = None
    model: str | None = None
    api_key: SecretStr | None = None
    usd_in: float = Field(default=0, ge=0)
    usd_out: float = Field(default=0, ge=0)
    month_usd: float | None = Field(default=None, ge=0)
    month_calls: int | None = Field(default=None, ge=0)
    run_usd: float | None = Field(default=None, ge=0)
    run_calls: int | None = Field(default=None, ge=0)
    max_concurrent: int = Field(default=4, ge=1, le=64)
    max_per_minute: float = Field(default=120, gt=0, le=60_000)
    timeout: float = Field(default=60, gt=0, le=600)
    deadline: float = Field(default=180, gt=0, le=3_600)
    attempts: int = Field(default=4, ge=1, le=10)
    max_tokens: int = Field(default=2_500, ge=64, le=32_000)

    @property
    def configured(self) -> bool:
        """Whether there is a model to ask."""
        return bool(self.base_url and self.model)

    @property
    def provider(self) -> str:
        """The host that answers; what the ledger calls it."""
        return urlsplit(self.base_url or "").hostname or ""

    @field_validator("api_key", mode="after")
    @classmethod
    def _sendable(cls, key: SecretStr | None) -> SecretStr | None:
        """A key goes into a header: anything else in it would surface in an error of the HTTP library."""
        text = key.get_secret_value().strip() if key else ""
        if not all("!" <= character <= "~" for character in text):
            raise ValueError("JOBLAKE_LLM_API_KEY holds a space or a character outside ASCII; paste the key alone")
        return SecretStr(text) if text else None

    @field_validator("base_url", mode="after")
    @classmethod
    def _plain_address(cls, url: str | None) -> str | None:
        if url is None:
            return None
        parts = urlsplit(url)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise ValueError("JOBLAKE_LLM_BASE_URL must be an http(s) address such as https://host/v1")
        if parts.username or parts.password or parts.query or parts.fragment:
            raise ValueError("JOBLAKE_LLM_BASE_URL must hold no user, password, query or fragment")
        return url.rstrip("/").removesuffix("/chat/completions")
