"""`python -m deploy COMMAND`."""

import argparse
import asyncio
import os
import signal
import sys
from collections.abc import Coroutine
from typing import Any

from deploy import commands
from deploy.errors import CannotStart
from deploy.ground import Options
from deploy.options import VARIABLES, options_from
from deploy.report import Report, complain

ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def main() -> int:
    arguments, report = _parser().parse_args(), Report()
    if not sys.platform.startswith("linux"):
        complain("The launcher needs Linux: elsewhere start the processes one by one.")
        return 1
    try:
        options = options_from(os.environ)
        if arguments.command == "exec":
            return commands.execute(options, report, arguments.program)
        return asyncio.run(_until_told(_work(arguments, options, report)))
    except CannotStart as error:
        complain(str(error))
        return 1


def _work(arguments: argparse.Namespace, options: Options, report: Report) -> Coroutine[Any, Any, int]:
    match arguments.command:
        case "up":
            return commands.up(options, report)
        case "demo":
            return commands.demo(options, report, once=arguments.once)
        case "provision":
            return commands.provision(options, report)
        case "check-migrations":
            return commands.check_migrations(options, report)
        case _:
            return commands.remove(options, report, sure=arguments.yes)


async def _until_told(work: Coroutine[Any, Any, int]) -> int:
    """Do the work; the first signal ends it in order, which is a success. Later signals change nothing."""
    loop, task = asyncio.get_running_loop(), asyncio.ensure_future(work)
    told = asyncio.Event()

    def end() -> None:
        if not told.is_set():
            told.set()
            task.cancel()

    for number in ENDING:
        loop.add_signal_handler(number, end)
    try:
        return await task
    except asyncio.CancelledError:
        return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m deploy",
        description="Runs Dudao on this machine.",
        epilog="Environment:\n" + "\n".join(f"  {name}\n      {text}" for name, text in VARIABLES.items()),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    verbs = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    verbs.add_parser("up", help="start the database and the four processes and keep them running until Ctrl-C")
    demo = verbs.add_parser("demo", help="start them, walk the demonstration, stay up until Ctrl-C")
    demo.add_argument("--once", action="store_true", help="stop after the walk, with its exit status")
    remove = verbs.add_parser("reset", help="stop, and remove settings, database and logs")
    remove.add_argument("--yes", action="store_true", help="do not ask")
    verbs.add_parser("provision", help="prepare the database of DUDAO_DATABASE_URL and write settings.env, no more")
    verbs.add_parser("check-migrations", help="compare models and migrations on a throw-away database")
    program = verbs.add_parser("exec", help="run a program that sees the settings: exec PROGRAM ARGUMENT...")
    program.add_argument("program", nargs=argparse.REMAINDER)
    return parser


if __name__ == "__main__":
    sys.exit(main())
