"""Papers that are not asked for twice: what a person keeps with us, what he consents to, where each paper came from."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from cases.tables.parts import new_id, one_of, when
from ground.database import Base, Instant

# The ladder from the top, then what was found by hand in another store, asked for, or is written anew each time.
RUNGS = ("data", "result", "own", "accepted", "elsewhere", "asked", "new")


class OwnPaper(Base):
    """A paper somebody keeps in his own store; the bytes lie in the vault. Whose it is stands in his number alone.

    `component` is the kind of paper, as the procedures' lists code it. `removed_at`: taken back by its owner.
    """

    __tablename__ = "own_paper"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    owner_kind: Mapped[str] = mapped_column(String(20))
    owner_identity: Mapped[str] = mapped_column(String(20))
    component: Mapped[str] = mapped_column(String(50))
    title: Mapped[str] = mapped_column(String(500))
    number: Mapped[str] = mapped_column(String(100), default="")
    issued_on: Mapped[date | None] = mapped_column()
    valid_until_on: Mapped[date | None] = mapped_column()
    name: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(10))
    media_type: Mapped[str] = mapped_column(String(100))
    size: Mapped[int]
    pages: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64))
    verdict: Mapped[str] = mapped_column(String(20))
    kept_at: Mapped[datetime] = mapped_column(Instant)
    removed_at: Mapped[datetime | None] = mapped_column(Instant)

    __table_args__ = (
        one_of("owner_kind", ("citizen", "organisation"), "owner_kind"),
        CheckConstraint("owner_identity <> '' AND size > 0 AND pages >= 0", name="whole"),
        Index("ix_own_paper_owner", "owner_identity", "owner_kind", **when("removed_at IS NULL")),
    )


class PaperConsent(Base):
    """An owner's word that a paper of his may be used: for one procedure or any (empty), once or until he says no."""

    __tablename__ = "paper_consent"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    paper_id: Mapped[str] = mapped_column(ForeignKey("own_paper.id"), index=True)
    procedure: Mapped[str] = mapped_column(String(100), default="")
    is_once: Mapped[bool] = mapped_column(default=False)
    given_at: Mapped[datetime] = mapped_column(Instant)
    used_at: Mapped[datetime | None] = mapped_column(Instant)
    withdrawn_at: Mapped[datetime | None] = mapped_column(Instant)


class PaperUse(Base):
    """A paper of somebody's own store went into a dossier, by this consent, by this hand."""

    __tablename__ = "paper_use"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    paper_id: Mapped[str] = mapped_column(ForeignKey("own_paper.id"), index=True)
    consent_id: Mapped[str] = mapped_column(ForeignKey("paper_consent.id"))
    dossier_id: Mapped[str] = mapped_column(ForeignKey("dossier.id"), index=True)
    used_at: Mapped[datetime] = mapped_column(Instant)
    used_by: Mapped[str] = mapped_column(String(100))


class NationalAnswer(Base):
    """What a database of the State was asked about a person, by whom and for which procedure, and what it said."""

    __tablename__ = "national_answer"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    source: Mapped[str] = mapped_column(String(50))
    owner_kind: Mapped[str] = mapped_column(String(20))
    owner_identity: Mapped[str] = mapped_column(String(20))
    procedure: Mapped[str] = mapped_column(String(100))
    outcome: Mapped[str] = mapped_column(String(20))
    reference: Mapped[str] = mapped_column(String(200), default="")
    told: Mapped[str] = mapped_column(Text, default="")
    issued_on: Mapped[date | None] = mapped_column()
    is_trial: Mapped[bool] = mapped_column(default=False)
    asked_by: Mapped[str] = mapped_column(String(100))
    answered_at: Mapped[datetime] = mapped_column(Instant)

    __table_args__ = (
        one_of("outcome", ("found", "not_found", "incomplete", "not_connected"), "outcome"),
        Index("ix_national_answer_owner", "owner_identity", "answered_at"),
    )


class PaperOrigin(Base):
    """How one component of a dossier came to be there: the rung of the ladder it was found on, and the source.

    `offered` is the rung it could have been taken from when it was asked for all the same, `because` the reason given.
    """

    __tablename__ = "paper_origin"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    dossier_id: Mapped[str] = mapped_column(ForeignKey("dossier.id"), index=True)
    procedure: Mapped[str] = mapped_column(String(100))
    unit_id: Mapped[str] = mapped_column(ForeignKey("unit.id"))
    component: Mapped[str] = mapped_column(String(50))
    rung: Mapped[str] = mapped_column(String(20))
    source: Mapped[str] = mapped_column(String(200), default="")
    source_id: Mapped[str] = mapped_column(String(60), default="")
    offered: Mapped[str] = mapped_column(String(20), default="")
    because: Mapped[str] = mapped_column(String(500), default="")
    settled_at: Mapped[datetime] = mapped_column(Instant)
    settled_by: Mapped[str] = mapped_column(String(100))

    __table_args__ = (
        one_of("rung", RUNGS, "rung"),
        Index("ix_paper_origin_figures", "unit_id", "settled_at"),
    )
