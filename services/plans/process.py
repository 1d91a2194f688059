"""What the command line knows of plans."""

from pathlib import Path

from services.kernel.process import Process
from services.plans.models import METADATA
from services.plans.settings import Settings

PROCESS = Process("plans", Settings, METADATA, Path(__file__).parent, "services.plans.app")
