"""A token of one of the demo's people, for commands in a shell: `python -m deploy.demo.token demo.administrator`."""

import asyncio
import os
import sys

from deploy.configure import url_of
from deploy.demo.door import Door
from deploy.demo.people import Keys
from deploy.ground import Ground
from deploy.options import options_from
from deploy.processes import GATEWAY
from deploy.report import Report


async def token(name: str) -> str:
    """Of the demo that runs with this environment's data folder."""
    ground = Ground(options_from(os.environ), Report(quiet=True))
    settings = ground.read_settings()
    password = Keys.read(ground.folder.demo).known[name]["password"]
    door = await Door.person(url_of(GATEWAY, settings), name, password)
    await door.close()
    return str(door.http.headers["Authorization"].removeprefix("Bearer "))


if __name__ == "__main__":
    print(asyncio.run(token(sys.argv[1])))
