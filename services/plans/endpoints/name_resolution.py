"""Names of organisations, as documents print them."""

from fastapi import APIRouter

from services.kernel.routes import OneTransaction, Session
from services.plans.schemas.name_resolution import NamesBody, ResolutionShown, ResolutionsShown
from services.plans.use_cases.resolve_names import resolve_names

router = APIRouter(
    prefix="/api/v1/plans/organisations/resolutions", route_class=OneTransaction, tags=["plans.organisations"]
)


@router.post(
    "",
    operation_id="plans_resolve_names",
    summary="识别文件中的机构名称 · Find the organisations a document names",
    status_code=200,
)
async def resolve(body: NamesBody, session: Session) -> ResolutionsShown:
    """Reads only; what is not certain is said to be so. 只读取；识别不出或有多个可能时如实说明。"""
    found = await resolve_names(session, body.jurisdiction, body.names, body.on)
    return ResolutionsShown(items=[ResolutionShown.of(read) for read in found])
