"""One process in which ours and OpenFisca score the same nation from arrays that lie ready, as asked on standard input.

Before the first answer both are held against each other rule by rule.
"""

import asyncio
import json
import sys
import time
from collections.abc import Sequence
from dataclasses import astuple

from services.audit.domain.nation.laid import Laid
from services.audit.domain.nation.scoring import Nation
from services.audit.process import PROCESS
from services.audit.repository.organisations import places_of
from services.audit.rulebook import load_rulebook
from services.audit.use_cases.lots import MOST, Pins, Prepared, make_ready, read_lot
from services.kernel.database import Database
from tests.bench.nation_data import PERIOD, ROOT, VERSION
from tests.bench.nation_worker import STANDARD
from tests.bench.yardsticks.openfisca.agreement import agreement
from tests.bench.yardsticks.openfisca.furnished import furnished

YEAR = PERIOD[:4]


async def serve(address: str) -> None:
    nation, lots = await _read(address)
    agreed = agreement(nation, lots, YEAR)
    _, _, undecided, otherwise = map(sum, zip(*map(astuple, agreed.values()), strict=True))
    note = f"agree on {len(agreed)} lines and indicators; left out as we cannot decide {undecided:,}, "
    note += f"decided otherwise at the very line by float32 {otherwise:,}"
    acts = {"ours": lambda: _ours(nation, lots), "openfisca": furnished(nation, lots, YEAR).seconds}
    for line in sys.stdin:
        print(json.dumps({"seconds": acts[line.strip()](), "note": note}), flush=True)


async def _read(address: str) -> tuple[Nation, list[Laid]]:
    """The whole nation, in the lots of a run."""
    database, standard = Database(address, PROCESS.name), load_rulebook().standard(STANDARD)
    async with database.transaction() as session:
        place = (await places_of(session, [ROOT]))[ROOT]
        ready = await make_ready(session, Prepared.of(standard), place, Pins(PERIOD, VERSION, VERSION))
        lots = [await read_lot(session, ready, lot) for lot in ready.tree.lots(MOST)]
    await database.close()
    return ready.nation, lots


def _ours(nation: Nation, lots: Sequence[Laid]) -> float:
    started = time.monotonic()
    for lot in lots:
        nation.score(lot)
    return time.monotonic() - started


if __name__ == "__main__":
    asyncio.run(serve(sys.argv[1]))
