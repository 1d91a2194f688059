"""What `python -m deploy` can do."""

import asyncio
import importlib
import os
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import replace

from deploy.errors import CannotStart
from deploy.ground import Ground, Options
from deploy.processes import PROCESSES
from deploy.report import Report
from deploy.reset import reset
from deploy.supervisor import House
from deploy.throwaway import temporary_data_folder


def house_of(options: Options, report: Report, *, echo: bool) -> House:
    return House(
        data=options.data,
        postgres_bin=options.postgres_bin,
        database_url=options.database_url,
        overrides=options.overrides,
        root=options.root,
        report=report,
        echo=echo,
    )


async def up(options: Options, report: Report) -> int:
    """Run everything until told to stop."""
    async with house_of(options, report, echo=True) as house:
        _say_where(house, report)
        await asyncio.Event().wait()
    return 0


async def demo(options: Options, report: Report, *, once: bool) -> int:
    """Run everything, walk the demonstration, stay up until told to stop; with `once` end with the walk's status."""
    async with house_of(options, report, echo=False) as house:
        walk = importlib.import_module("deploy.demo.walk")
        status = int(await walk.main(house) or 0)
        if once:
            return status
        _say_where(house, report)
        await asyncio.Event().wait()
    return status


async def provision(options: Options, report: Report) -> int:
    """Prepare the operator's own database and write the settings for processes that something else will run."""
    if not options.database_url:
        raise CannotStart("Set DUDAO_DATABASE_URL to the database to prepare.")
    ground = Ground(options, report)
    async with AsyncExitStack() as stack:
        ground.open_settings(stack)
        await ground.open_database(stack)
    report.say(f"Prepared. The settings are in {ground.folder.settings_file}.")
    return 0


async def check_migrations(options: Options, report: Report) -> int:
    """Compare models and migrations of all four processes on a database of their own."""
    with temporary_data_folder() as data:
        ground = Ground(replace(options, data=data, database_url=None, overrides={}, durable=False), report)
        async with AsyncExitStack() as stack:
            ground.open_settings(stack)
            await ground.open_database(stack)
            try:
                async with report.waiting("comparing models and migrations"):
                    await ground.run_each("check-migrations")
            except CannotStart:
                for process in PROCESSES:  # said here, since the logs go with their folder
                    report.say(ground.folder.log(process.name).read_text(encoding="utf-8"))
                raise
    report.say("Models and migrations agree: " + ", ".join(process.name for process in PROCESSES) + ".")
    return 0


async def remove(options: Options, report: Report, *, sure: bool) -> int:
    await reset(Ground(options, report), report, sure=sure)
    return 0


def execute(options: Options, report: Report, command: Sequence[str]) -> int:
    """Become a command that sees the settings of all processes, as `python -m gateway create-administrator` needs."""
    settings = Ground(options, report).read_settings()
    try:
        os.execvpe(command[0], list(command), {**os.environ, **settings})  # noqa: S606 - the operator's own command
    except OSError as error:
        raise CannotStart(f"{command[0]} cannot be run: {error.strerror}.") from error


def _say_where(house: House, report: Report) -> None:
    report.say("")
    report.say(f"Dudao is up: {house.gateway_url}")
    report.say(f"  documentation  {house.gateway_url}/docs")
    report.say(f"  OpenAPI        {house.gateway_url}/openapi.json")
    report.say(f"  data and logs  {house.logs.parent}")
    report.say("Ctrl-C stops it.")
