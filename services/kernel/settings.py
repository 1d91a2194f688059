"""Settings every process has. A secret never has a default: a process without one refuses to start."""

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class ProcessSettings(BaseSettings):
    """What every process needs to know; one sentence a field, read from the environment with the process's prefix."""

    model_config = SettingsConfigDict(frozen=True, extra="ignore")

    database_url: SecretStr = Field(description="Where the application role finds the database.")
    owner_database_url: SecretStr | None = Field(
        default=None, description="The owner role's way to the database, needed by `migrate` only."
    )
    host: str = Field(default="127.0.0.1", description="The address to listen on; loopback unless you say otherwise.")
    port: int = Field(description="The port to listen on.", ge=1, le=65535)
    pool_size: int = Field(default=10, ge=2, le=100, description="How many database connections the process may hold.")
    body_limit: int = Field(default=16 * 1024 * 1024, ge=1024, description="The largest request body, in bytes.")


class ServiceSettings(ProcessSettings):
    """What a process behind the gateway needs on top."""

    gateway_url: str = Field(description="Where the gateway listens, for keys, tokens and the policy feed.")
    client_secret: SecretStr = Field(description="This process's own secret towards the gateway.")
