import sys

from services.audit.process import PROCESS
from services.kernel.process import run

run(PROCESS, sys.argv[1:])
