import sys

from services.kernel.process import run
from services.plans.app import PROCESS

run(PROCESS, sys.argv[1:])
