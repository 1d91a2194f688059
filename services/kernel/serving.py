"""Serving an application until the process is asked to stop."""

from importlib import import_module
from types import FrameType
from typing import Any

import uvicorn

from services.kernel.logs import configure_logs
from services.kernel.settings import ProcessSettings

GRACE_SECONDS = 20
KEEP_ALIVE_SECONDS = 75  # longer than the gateway keeps an idle connection, or the two close and open at once


class _Server(uvicorn.Server):
    """Tells the feed's waiting readers as soon as the process is asked to stop."""

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        app: Any = self.config.app
        app.state.ground.feed.close()
        super().handle_exit(sig, frame)


def serve(name: str, app: str, settings: ProcessSettings) -> None:
    """`app` is the module whose `create` assembles the application."""
    configure_logs(name)
    config = uvicorn.Config(
        import_module(app).create(settings),
        host=settings.host,
        port=settings.port,
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=GRACE_SECONDS,
    )
    _Server(config).run()
