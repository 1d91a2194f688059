import sys

from services.kernel.process import run
from services.plans.process import PROCESS

run(PROCESS, sys.argv[1:])
