"""All tables in one place: naming their modules is what fills the registry."""

import cases.tables
import engine.tables
import engine.triggers
from ground.database import Base

TABLES = (engine.tables, engine.triggers, cases.tables)
METADATA = Base.metadata
