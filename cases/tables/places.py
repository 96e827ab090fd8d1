"""The second tier of places: the communes an office has loaded from a published list."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from ground.database import Base


class Commune(Base):
    """A phường, xã or đặc khu with its name in full, and the city or province it lies in as it is written."""

    __tablename__ = "commune"

    code: Mapped[str] = mapped_column(String(20), primary_key=True)
    name: Mapped[str] = mapped_column(String(100))
    top: Mapped[str] = mapped_column(String(100), index=True)
