"""Settings of the channels: where watches stand, where digests go, and the secrets; from the environment or `.env`."""

import os
from pathlib import Path
from typing import Literal

from dotenv import dotenv_values
from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from assets.lake.env_file import NAME as ENV_FILE

CHANNEL = "JOBLAKE_CHANNEL_"


class WatchSettings(BaseSettings):
    """Where watches stand and how mail is sent. Empty variables count as unset; no secret is shown."""

    model_config = SettingsConfigDict(
        env_file=ENV_FILE, env_ignore_empty=True, extra="ignore", populate_by_name=True, hide_input_in_errors=True
    )

    watches: Path = Field(default=Path("watches.yaml"), validation_alias="JOBLAKE_WATCHES")
    outbox: Path = Field(default=Path("outbox"), validation_alias="JOBLAKE_OUTBOX")
    smtp_host: str = Field(default="", validation_alias="JOBLAKE_SMTP_HOST")
    smtp_port: int = Field(default=587, ge=1, le=65535, validation_alias="JOBLAKE_SMTP_PORT")
    smtp_security: Literal["starttls", "tls", "none"] = Field(
        default="starttls", validation_alias="JOBLAKE_SMTP_SECURITY"
    )
    smtp_user: str = Field(default="", validation_alias="JOBLAKE_SMTP_USER")
    smtp_password: SecretStr = Field(default=SecretStr(""), validation_alias="JOBLAKE_SMTP_PASSWORD")
    mail_from: str = Field(default="", validation_alias="JOBLAKE_MAIL_FROM")
    mail_to: str = Field(default="", validation_alias="JOBLAKE_MAIL_TO")


def variable_of(channel: str) -> str:
    """The variable that holds a channel's address: JOBLAKE_CHANNEL_PHONE for `phone`."""
    return CHANNEL + channel.upper().replace("-", "_")


def address_of(channel: str) -> SecretStr:
    """A channel's address for apprise; empty where none is set."""
    name = variable_of(channel)
    found = os.environ.get(name) or dotenv_values(ENV_FILE).get(name) or ""
    return SecretStr(found.strip())
