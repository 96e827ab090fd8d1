"""All tables in one place: naming their modules is what fills the registry."""

import cases.tables
import engine.tables
from ground.database import Base

TABLES = (engine.tables, cases.tables)
METADATA = Base.metadata
