"""The four ports."""

import errno
import os
import random
import socket
import time
from collections.abc import Mapping

from deploy.errors import CannotStart

LINGERING_SECONDS = 1.0
NOT_EPHEMERAL = (15_000, 32_000)


def free_ports(*names: str) -> dict[str, int]:
    """A free loopback port for each name, all different; free now, which is what tests need.

    Below those that systems give to outgoing connections, one of which would take it before the server does.
    """
    ports: list[int] = []
    while len(ports) < len(names):
        port = random.randrange(*NOT_EPHEMERAL)  # noqa: S311  two runs side by side are to draw different ones
        if port not in ports and not _fault("127.0.0.1", port):
            ports.append(port)
    return dict(zip(names, ports, strict=True))


def require_free(host: str, ports: Mapping[str, int]) -> None:
    """Refuse with one sentence if a port cannot be had. `ports` maps the setting that names a port to the port.

    A process of a run killed a moment ago may need that moment to go.
    """
    deadline = time.monotonic() + LINGERING_SECONDS
    for setting, port in ports.items():
        while (fault := _fault(host, port)) == errno.EADDRINUSE and time.monotonic() < deadline:
            time.sleep(0.1)
        if fault == errno.EADDRINUSE:
            raise CannotStart(
                f"Port {port} is taken by another program: stop that one or set {setting} to a free port."
            )
        if fault:
            raise CannotStart(f"Port {port} of {host} cannot be used ({os.strerror(fault)}): set {setting} to another.")


def _fault(host: str, port: int) -> int:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            return error.errno or errno.EINVAL
    return 0
