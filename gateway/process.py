"""What the command line knows of the gateway."""

from pathlib import Path

from gateway.models import METADATA
from gateway.settings import Settings
from services.kernel.process import Process

PROCESS = Process("gateway", Settings, METADATA, Path(__file__).parent, "gateway.app")
