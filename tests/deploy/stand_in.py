"""A process that starts in a blink: the commands and the doors of a real one, and nothing behind them.

It is copied as `services/plans/__main__.py` and so on into a tree of its own, where the launcher cannot tell it from
the real one. `migrate` leaves one row a run in its schema; `GET /` tells which settings it was given.
"""

import asyncio
import json
import os
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

NAME = Path(__file__).parent.name
PREFIX = f"DUDAO_{NAME.upper()}_"


class Doors(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        body = json.dumps({"pid": os.getpid(), "settings": sorted(n for n in os.environ if n.startswith("DUDAO_"))})
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body.encode())


async def migrate() -> None:
    import asyncpg  # noqa: PLC0415 - a tenth of a second that serving does not need

    connection = await asyncpg.connect(os.environ[f"{PREFIX}OWNER_DATABASE_URL"].replace("+asyncpg", ""))
    await connection.execute(f"CREATE TABLE IF NOT EXISTS {NAME}.run (at timestamptz DEFAULT now())")
    await connection.execute(f"INSERT INTO {NAME}.run DEFAULT VALUES")
    await connection.close()


if __name__ == "__main__":
    print(f"{NAME} was asked to {sys.argv[1]}")
    if sys.argv[1] == "migrate":
        asyncio.run(migrate())
    elif sys.argv[1] == "serve":
        address = os.environ[f"{PREFIX}HOST"], int(os.environ[f"{PREFIX}PORT"])
        ThreadingHTTPServer(address, Doors).serve_forever()
