"""How people and systems come in: citizens at the online door, systems with a token, and who tried and failed."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from cases.tables.parts import new_id
from ground.database import Base, Instant


class Tries(Base):
    """Failed tries under one key: a log-in name, an address of the network, a dossier's code; kept as a digest.

    After some free ones each further one has to wait longer, until `locked_until`.
    """

    __tablename__ = "tries"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    failures: Mapped[int] = mapped_column(default=0)
    failed_at: Mapped[datetime] = mapped_column(Instant, index=True)
    locked_until: Mapped[datetime | None] = mapped_column(Instant)


class CitizenVisit(Base):
    """A citizen's browser: its drafts, and the dossier it may look at since `shown_at`, when code and second factor
    were right; `store_at` since when it may also look into the store of its person, by both his numbers. The token
    itself is only in the cookie.
    """

    __tablename__ = "citizen_visit"

    token_digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    csrf: Mapped[str] = mapped_column(String(64))
    dossier_id: Mapped[str | None] = mapped_column(ForeignKey("dossier.id"), index=True)
    began_at: Mapped[datetime] = mapped_column(Instant)
    shown_at: Mapped[datetime | None] = mapped_column(Instant)
    store_at: Mapped[datetime | None] = mapped_column(Instant)
    seen_at: Mapped[datetime] = mapped_column(Instant)
    ends_at: Mapped[datetime] = mapped_column(Instant, index=True)


class OnlineDraft(Base):
    """An application a citizen is still writing: what was typed, as typed, and the files laid in the vault already.

    `reused`: by component, the paper the house has already and he wants to be used.
    """

    __tablename__ = "online_draft"
    __table_args__ = (UniqueConstraint("visit", "procedure"),)

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    visit: Mapped[str] = mapped_column(ForeignKey("citizen_visit.token_digest", ondelete="CASCADE"))
    procedure: Mapped[str] = mapped_column(String(100))
    typed: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    files: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    reused: Mapped[dict[str, str]] = mapped_column(JSON, default=dict, server_default="{}")
    saved_at: Mapped[datetime] = mapped_column(Instant)


class SystemToken(Base):
    """What a neighbour system shows instead of a log-in: it acts as an officer's account, within its scopes."""

    __tablename__ = "system_token"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    token_digest: Mapped[str] = mapped_column(String(64), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    officer_id: Mapped[str] = mapped_column(ForeignKey("officer.id"), index=True)
    scopes: Mapped[list[str]] = mapped_column(JSON, default=list)
    issued_at: Mapped[datetime] = mapped_column(Instant)
    issued_by: Mapped[str] = mapped_column(String(100))
    ends_at: Mapped[datetime] = mapped_column(Instant)
    revoked_at: Mapped[datetime | None] = mapped_column(Instant)
    used_at: Mapped[datetime | None] = mapped_column(Instant)
