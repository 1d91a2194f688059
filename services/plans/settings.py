"""Settings of the plans process."""

from pydantic_settings import SettingsConfigDict

from services.kernel.settings import ServiceSettings


class Settings(ServiceSettings):
    """Read from `DUDAO_PLANS_…`."""

    model_config = SettingsConfigDict(env_prefix="DUDAO_PLANS_", frozen=True, extra="ignore")
