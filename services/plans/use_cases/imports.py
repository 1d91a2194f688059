"""Show what was sent, and who may see it."""

from services.access.caller import Guard
from services.kernel.errors import NotFound
from services.kernel.fields import Bilingual
from services.kernel.routes import Session
from services.plans.domain.imported import Imported
from services.plans.repository import imports
from services.plans.schemas.draft_plan import DraftPlan
from services.plans.schemas.plan_imports import DraftCounts, ImportShown, ImportSummary
from services.plans.use_cases.send_document import UNREADABLE

SURE = 0.8
_REFUSED_ZH = {
    "media_type_unknown": "请发送纯文本、HTML、Word（.docx）或 PDF 文件",
    "not_what_it_says": "文件内容与 Content-Type 不符",
    "encoding_unknown": "文本须为 UTF-8、UTF-16 或 GB18030 编码",
    "encrypted": "文件设有密码，请去除密码后再发送",
    "pdf_without_text": "该 PDF 没有文字层（扫描件），请发送文本或 Word 文件",
    "expands_too_far": "文件解压后过大",
    "too_many_parts": "文件条目过多，请分开发送",
    "damaged": "文件已损坏，请重新保存后发送",
    "empty": "文件中没有文字",
    "reading_took_too_long": "读取时间过长，请以纯文本或分段发送",
    "reading_failed": "文件无法读取，请以纯文本发送",
}


async def import_for(session: Session, guard: Guard, id_: str, *, for_change: bool = False) -> Imported:
    """The import, for who may see those of its jurisdiction; nobody else learns that it exists."""
    one = await imports.find_import(session, id_, for_change=for_change)
    if one is None:
        guard.asked = True  # there is nothing to ask about
        raise NotFound()
    await guard.require(one.jurisdiction)
    return one


def shown_summary(one: Imported) -> ImportSummary:
    return ImportSummary(**_plain(one))


def shown_import(one: Imported) -> ImportShown:
    draft = None if one.draft is None else DraftPlan.model_validate(one.draft)
    return ImportShown(**_plain(one), draft=draft, counts=None if draft is None else counted(draft))


def _plain(one: Imported) -> dict[str, object]:
    told = None
    if one.refusal is not None:
        told = Bilingual(
            zh=_REFUSED_ZH.get(one.refusal, "文件无法读取"), en=UNREADABLE.get(one.refusal, "It cannot be read")
        )
    names = (
        "id",
        "jurisdiction",
        "media_type",
        "sha256",
        "size",
        "state",
        "progress",
        "refusal",
        "notes",
        "plan",
        "version",
        "recorded_at",
    )
    return {name: getattr(one, name) for name in names} | {"refusal_text": told}


def counted(draft: DraftPlan) -> DraftCounts:
    measures = [measure for _, measure in draft.measures_with_pointers()]
    duties = [duty for unit in draft.units for duty in unit.duties]
    assignments = [one for measure in measures for one in measure.assignments]
    parts = [
        draft,
        draft.document,
        *draft.phases,
        *draft.programmes,
        *measures,
        *assignments,
        *draft.guarantees,
        *draft.units,
        *duties,
        *draft.targets,
    ]
    return DraftCounts(
        programmes=len(draft.programmes),
        measures=len(measures),
        assignments=len(assignments),
        units=len(draft.units),
        duties=len(duties),
        phases=len(draft.phases),
        guarantees=len(draft.guarantees),
        targets=len(draft.targets),
        defects=len(draft.defects),
        doubtful=sum(each.confidence < SURE for part in parts for each in part.read.values()),
    )
