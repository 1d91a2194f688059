"""Standards and local variants that were uploaded, one row a version. A published one never changes."""

from datetime import date, datetime
from typing import Any, ClassVar

from sqlalchemy import CheckConstraint, DateTime, Text
from sqlmodel import Field

from services.audit.models.base import Base
from services.audit.models.results import recorded_at


class StandardEdition(Base, table=True):
    """`text` is the document as it was sent. A draft has no dates; `revision` counts how often it was written."""

    __tablename__ = "standard_edition"
    __table_args__: ClassVar[Any] = (
        CheckConstraint("state in ('draft', 'published')", name="state_known"),
        CheckConstraint(
            "(state = 'published') = (in_force_from is not null and published_on is not null and reason is not null "
            "and publisher_id is not null and publisher_name is not null)",
            name="published_with_dates",
        ),
    )

    code: str = Field(primary_key=True, sa_type=Text)
    version: str = Field(primary_key=True, sa_type=Text)
    text: str = Field(sa_type=Text)
    sha256: str = Field(sa_type=Text)
    state: str = Field(sa_type=Text)
    revision: int
    drafter_id: str = Field(sa_type=Text)
    drafter_name: str = Field(sa_type=Text)
    drafted_at: datetime | None = recorded_at()
    in_force_from: date | None = None
    published_on: date | None = None
    reason: str | None = Field(default=None, sa_type=Text)
    publisher_id: str | None = Field(default=None, sa_type=Text)
    publisher_name: str | None = Field(default=None, sa_type=Text)
    published_at: datetime | None = Field(default=None, sa_type=DateTime(timezone=True))
