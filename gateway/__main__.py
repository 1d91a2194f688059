import asyncio
import sys

from gateway.app import PROCESS
from gateway.use_cases.first_administrator import create_administrator
from services.kernel.process import load_settings, run

if sys.argv[1:2] == ["create-administrator"] and len(sys.argv) == 3:
    asyncio.run(create_administrator(load_settings(PROCESS), sys.argv[2], sys.stdin.readline().rstrip("\n")))
else:
    run(PROCESS, sys.argv[1:])
