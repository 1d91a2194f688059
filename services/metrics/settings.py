"""Settings of the metrics process."""

from pydantic import Field
from pydantic_settings import SettingsConfigDict

from services.kernel.settings import ServiceSettings


class Settings(ServiceSettings):
    """Read from `DUDAO_METRICS_…`."""

    model_config = SettingsConfigDict(env_prefix="DUDAO_METRICS_", frozen=True, extra="ignore")

    body_limit: int = Field(default=64 * 1024 * 1024, ge=1024, description="The largest body of readings, in bytes.")
    plans_url: str = Field(description="Where plans listens, for the feed of organisations.")
