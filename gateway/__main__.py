import asyncio
import sys

from gateway.process import PROCESS
from services.kernel.process import load_settings, run

if sys.argv[1:2] == ["create-administrator"] and len(sys.argv) == 3:
    from gateway.use_cases.first_administrator import create_administrator

    asyncio.run(create_administrator(load_settings(PROCESS), sys.argv[2], sys.stdin.readline().rstrip("\n")))
else:
    run(PROCESS, sys.argv[1:])
