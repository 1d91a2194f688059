"""Settings of the gateway."""

from pydantic import Field, SecretStr
from pydantic_settings import SettingsConfigDict

from services.kernel.settings import ProcessSettings


class Settings(ProcessSettings):
    """Read from `DUDAO_GATEWAY_…`."""

    model_config = SettingsConfigDict(env_prefix="DUDAO_GATEWAY_", frozen=True, extra="ignore")

    port: int = Field(default=8000, description="The port to listen on.", ge=1, le=65535)
    public_url: str = Field(
        default="http://127.0.0.1:8000", description="The address people and systems reach the gateway by."
    )
    passed_limit: int = Field(
        default=64 * 1024 * 1024, ge=1024, description="The largest body passed on to a service, in bytes."
    )
    plans_url: str = Field(description="Where plans listens.")
    metrics_url: str = Field(description="Where metrics listens.")
    audit_url: str = Field(description="Where audit listens.")
    signing_key: SecretStr = Field(description="The private key (EC P-256, JWK as JSON) that signs access tokens.")
    secret_key: SecretStr = Field(description="32 bytes as hex that key the stored hashes of client secrets.")
    service_secrets: dict[str, SecretStr] = Field(description="The secrets of plans, metrics and audit, as JSON.")
    token_seconds: int = Field(default=600, ge=30, le=3600, description="How long an access token is valid.")
