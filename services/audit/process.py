"""What the command line knows of audit."""

from pathlib import Path

from services.audit.models import METADATA
from services.audit.settings import Settings
from services.kernel.process import Process

PROCESS = Process("audit", Settings, METADATA, Path(__file__).parent, "services.audit.app")
