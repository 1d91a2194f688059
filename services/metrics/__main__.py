import sys

from services.kernel.process import run
from services.metrics.process import PROCESS

run(PROCESS, sys.argv[1:])
