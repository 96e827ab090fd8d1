"""Who works where: units, officers, the roles they hold, who stands in for whom, log-ins."""

from datetime import date, datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from cases.tables.parts import new_id, one_of
from ground.database import Base, Instant


class Unit(Base):
    """A place in the organisation tree for as long as it exists; an empty `calendar` is inherited from the parent.

    A unit that is renamed or merged ends on a day and names its successor: old dossiers keep the old name.
    """

    __tablename__ = "unit"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    code: Mapped[str] = mapped_column(String(50), unique=True)
    name: Mapped[str] = mapped_column(String(300))
    parent_id: Mapped[str | None] = mapped_column(ForeignKey("unit.id"), index=True)
    kind: Mapped[str] = mapped_column(String(30), default="division")
    city: Mapped[str] = mapped_column(String(100), default="Hà Nội")
    calendar: Mapped[str] = mapped_column(String(50), default="")
    phone: Mapped[str] = mapped_column(String(50), default="")
    valid_from_on: Mapped[date | None] = mapped_column()
    valid_until_on: Mapped[date | None] = mapped_column()
    successor_code: Mapped[str] = mapped_column(String(50), default="", server_default="")


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
    """For a while `substitute_id` holds the roles of `officer_id`: in all procedures, or in those listed by slug."""

    __tablename__ = "substitution"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    officer_id: Mapped[str] = mapped_column(ForeignKey("officer.id"))
    substitute_id: Mapped[str] = mapped_column(ForeignKey("officer.id"), index=True)
    from_at: Mapped[datetime] = mapped_column(Instant)
    until_at: Mapped[datetime] = mapped_column(Instant)
    procedures: Mapped[list[str]] = mapped_column(JSON, default=list)
    reason: Mapped[str] = mapped_column(String(300), default="", server_default="")

    __table_args__ = (CheckConstraint("from_at < until_at", name="order"),)


class SigningAuthority(Base):
    """In whose place an officer signs for a unit, and for how long (Decree 30/2020 art. 13).

    `form`: empty for the head himself, TM on behalf of a collective, KT for the head, TL by order, TUQ by authority,
    Q acting head. `head_title` is the title under which it stands, as in KT. GIÁM ĐỐC; empty `procedures` means all.
    """

    __tablename__ = "signing_authority"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    officer_id: Mapped[str] = mapped_column(ForeignKey("officer.id"), index=True)
    unit_id: Mapped[str] = mapped_column(ForeignKey("unit.id"))
    form: Mapped[str] = mapped_column(String(5), default="")
    head_title: Mapped[str] = mapped_column(String(200), default="")
    procedures: Mapped[list[str]] = mapped_column(JSON, default=list)
    basis: Mapped[str] = mapped_column(String(300), default="")
    from_on: Mapped[date] = mapped_column()
    until_on: Mapped[date | None] = mapped_column()

    __table_args__ = (
        one_of("form", ("", "TM", "KT", "TL", "TUQ", "Q"), "form"),
        CheckConstraint("until_on >= from_on", name="order"),
    )


class WebSession(Base):
    """A log-in. The token itself is only with the officer; here lies its SHA-256.

    `browser` and `address` are what the officer knows it again by in the list of his log-ins.
    """

    __tablename__ = "web_session"

    token_digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    officer_id: Mapped[str] = mapped_column(ForeignKey("officer.id"), index=True)
    csrf: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime] = mapped_column(Instant)
    seen_at: Mapped[datetime] = mapped_column(Instant)
    ends_at: Mapped[datetime] = mapped_column(Instant, index=True)
    browser: Mapped[str] = mapped_column(String(200), default="", server_default="")
    address: Mapped[str] = mapped_column(String(60), default="", server_default="")
