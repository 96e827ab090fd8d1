"""Who works where: units, officers, the roles they hold, who stands in for whom, log-ins."""

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from cases.tables.parts import new_id
from ground.database import Base, Instant


class Unit(Base):
    """A place in the organisation tree; `calendar` and `hotline` are inherited from the parent when empty."""

    __tablename__ = "unit"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    code: Mapped[str] = mapped_column(String(50), unique=True)
    name: Mapped[str] = mapped_column(String(300))
    parent_id: Mapped[str | None] = mapped_column(ForeignKey("unit.id"), index=True)
    kind: Mapped[str] = mapped_column(String(30), default="division")
    city: Mapped[str] = mapped_column(String(100), default="Hà Nội")
    calendar: Mapped[str] = mapped_column(String(50), default="")
    phone: Mapped[str] = mapped_column(String(50), default="")


class Officer(Base):
    """Somebody who handles dossiers. `name` is the log-in and what the journal writes as actor."""

    __tablename__ = "officer"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    name: Mapped[str] = mapped_column(String(64), unique=True)
    full_name: Mapped[str] = mapped_column(String(200))
    password_hash: Mapped[str] = mapped_column(String(200), default="")
    unit_id: Mapped[str] = mapped_column(ForeignKey("unit.id"), index=True)
    title: Mapped[str] = mapped_column(String(200), default="")
    email: Mapped[str] = mapped_column(String(200), default="")
    is_active: Mapped[bool] = mapped_column(default=True)
    failures: Mapped[int] = mapped_column(default=0)
    locked_until: Mapped[datetime | None] = mapped_column(Instant)


class RoleHolding(Base):
    """An officer holds a role in a unit and everything below it."""

    __tablename__ = "role_holding"

    officer_id: Mapped[str] = mapped_column(ForeignKey("officer.id"), primary_key=True)
    unit_id: Mapped[str] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    role: Mapped[str] = mapped_column(String(50), primary_key=True)


class Substitution(Base):
    """For a while `substitute_id` holds the roles of `officer_id`; an empty `procedures` means all of them."""

    __tablename__ = "substitution"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    officer_id: Mapped[str] = mapped_column(ForeignKey("officer.id"))
    substitute_id: Mapped[str] = mapped_column(ForeignKey("officer.id"), index=True)
    from_at: Mapped[datetime] = mapped_column(Instant)
    until_at: Mapped[datetime] = mapped_column(Instant)
    procedures: Mapped[list[str]] = mapped_column(JSON, default=list)

    __table_args__ = (CheckConstraint("from_at < until_at", name="order"),)


class WebSession(Base):
    """A log-in. The token itself is only with the officer; here lies its SHA-256."""

    __tablename__ = "web_session"

    token_digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    officer_id: Mapped[str] = mapped_column(ForeignKey("officer.id"), index=True)
    csrf: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime] = mapped_column(Instant)
    seen_at: Mapped[datetime] = mapped_column(Instant)
    ends_at: Mapped[datetime] = mapped_column(Instant, index=True)
