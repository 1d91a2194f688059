"""What the command line knows of metrics."""

from pathlib import Path

from services.kernel.process import Process
from services.metrics.models import METADATA
from services.metrics.settings import Settings

PROCESS = Process("metrics", Settings, METADATA, Path(__file__).parent, "services.metrics.app")
