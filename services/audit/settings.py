"""Settings of the audit process."""

from pydantic import Field
from pydantic_settings import SettingsConfigDict

from services.kernel.settings import ServiceSettings


class Settings(ServiceSettings):
    """Read from `DUDAO_AUDIT_…`."""

    model_config = SettingsConfigDict(env_prefix="DUDAO_AUDIT_", frozen=True, extra="ignore")

    plans_url: str = Field(description="Where plans listens, for the feeds of organisations and published plans.")
    metrics_url: str = Field(description="Where metrics listens, for the feed of readings and reviews.")
