"""Versions of standards and local variants that were uploaded: drafts, and what was published."""

# ruff: noqa: S608 - statements are put together from constants of this folder; values are always bound

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from datetime import date

from services.audit.repository.rows import fields
from services.kernel.database import run_sql
from services.kernel.driver import fetch
from services.kernel.routes import Session

_COLUMNS = """code, version, text, sha256, state, revision, drafter_id, drafter_name, in_force_from, published_on,
    reason, publisher_id, publisher_name"""
DRAFT, PUBLISHED = "draft", "published"


@dataclass(frozen=True)
class KeptEdition:
    """One version. A draft has neither dates nor a publisher."""

    code: str
    version: str
    text: str
    sha256: str
    state: str
    revision: int
    drafter_id: str
    drafter_name: str
    in_force_from: date | None
    published_on: date | None
    reason: str | None
    publisher_id: str | None
    publisher_name: str | None


@dataclass(frozen=True)
class NewDraft:
    code: str
    version: str
    text: str
    sha256: str
    drafter_id: str
    drafter_name: str


@dataclass(frozen=True)
class Publication:
    """Who puts a version into force, from which day, and why."""

    in_force_from: date
    published_on: date
    reason: str
    publisher_id: str
    publisher_name: str


async def edition_of(session: Session, code: str, version: str, *, locked: bool = False) -> KeptEdition | None:
    found = await run_sql(
        session,
        f"select {_COLUMNS} from {{schema}}.standard_edition where code = :code and version = :version"
        + (" for update" if locked else ""),
        code=code,
        version=version,
    )
    row = found.one_or_none()
    return None if row is None else KeptEdition(**fields(row))


async def add_draft(session: Session, new: NewDraft) -> bool:
    """False where the version is there already."""
    found = await run_sql(
        session,
        """insert into {schema}.standard_edition
             (code, version, text, sha256, state, revision, drafter_id, drafter_name)
           values (:code, :version, :text, :sha256, 'draft', 1, :drafter_id, :drafter_name)
           on conflict do nothing returning code""",
        **asdict(new),
    )
    return found.one_or_none() is not None


async def write_draft(session: Session, new: NewDraft) -> None:
    """The draft as it is written now."""
    await run_sql(
        session,
        """update {schema}.standard_edition set text = :text, sha256 = :sha256, revision = revision + 1,
             drafter_id = :drafter_id, drafter_name = :drafter_name, drafted_at = now()
           where code = :code and version = :version and state = 'draft'""",
        **asdict(new),
    )


async def publish_edition(session: Session, code: str, version: str, published: Publication) -> None:
    await run_sql(
        session,
        """update {schema}.standard_edition set state = 'published', in_force_from = :in_force_from,
             published_on = :published_on, reason = :reason, publisher_id = :publisher_id,
             publisher_name = :publisher_name, published_at = now()
           where code = :code and version = :version and state = 'draft'""",
        code=code,
        version=version,
        **asdict(published),
    )


async def published_keys(session: Session) -> set[tuple[str, str]]:
    """Code and version of everything published."""
    found = await fetch(session, "select code, version from {schema}.standard_edition where state = 'published'")
    return {(row["code"], row["version"]) for row in found}


async def editions_named(session: Session, keys: Collection[tuple[str, str]]) -> Sequence[KeptEdition]:
    """These versions, in the order in which they were published."""
    found = await run_sql(
        session,
        f"""select {_COLUMNS} from {{schema}}.standard_edition
            where (code, version) in (select * from unnest(cast(:codes as text[]), cast(:versions as text[])))
            order by published_at, code, version""",
        codes=[code for code, _ in keys],
        versions=[version for _, version in keys],
    )
    return [KeptEdition(**fields(row)) for row in found]


async def drafts_of(session: Session, code: str) -> Sequence[KeptEdition]:
    found = await run_sql(
        session,
        f"""select {_COLUMNS} from {{schema}}.standard_edition where code = :code and state = 'draft'
            order by version collate "C" limit 100""",
        code=code,
    )
    return [KeptEdition(**fields(row)) for row in found]
