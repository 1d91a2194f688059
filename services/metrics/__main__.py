import sys

from services.kernel.process import run
from services.metrics.app import PROCESS

run(PROCESS, sys.argv[1:])
