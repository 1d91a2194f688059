import sys

from services.audit.app import PROCESS
from services.kernel.process import run

run(PROCESS, sys.argv[1:])
