"""Becomes another program, one that dies when whoever started it dies. Run as a script, never imported.

    leash.py PARENT SIGNAL UID GID PROGRAM ARGUMENT...

A supervisor killed with -9 cannot stop its children, so the kernel is asked to: each child is sent SIGNAL when its
parent goes. This is a program of its own and not a function run between fork and exec, because the parent may have
threads, and because the request is forgotten at a change of user and must come after it. The price is 30 ms a start.
"""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1


def main(parent: int, death_signal: int, uid: int, gid: int, command: list[str]) -> None:
    if uid != os.geteuid():
        os.setgroups([])
        os.setgid(gid)
        os.setuid(uid)
    if ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, death_signal, 0, 0, 0) != 0:
        sys.exit(f"the kernel refused PR_SET_PDEATHSIG: {os.strerror(ctypes.get_errno())}")
    if os.getppid() != parent:  # gone before it could be watched
        sys.exit("the starting process is gone")
    for name in ("SIGPIPE", "SIGXFSZ"):  # Python ignores these two, and an ignored signal would be inherited
        signal.signal(getattr(signal, name), signal.SIG_DFL)
    os.execv(command[0], command)  # noqa: S606 - becoming the program is the purpose


if __name__ == "__main__":
    numbers = [int(text) for text in sys.argv[1:5]]
    main(numbers[0], numbers[1], numbers[2], numbers[3], sys.argv[5:])
