"""How values travel between desk and driver, where SQLAlchemy's own way takes longer."""

from functools import partial
from typing import Any

from sqlalchemy import JSON, Boolean, Dialect, Float, LargeBinary
from sqlalchemy.types import TypeEngine
from sqlmodel.sql.sqltypes import UTCDateTime

from storage.converting import Convert, moment_to_text, number_to_truth, text_to_json, text_to_moment


def binds(of: TypeEngine[Any], dialect: Dialect) -> Convert | None:
    """What makes a value of this type what the driver takes; None: it is that already."""
    if isinstance(of, UTCDateTime) and dialect.name == "sqlite":
        return moment_to_text
    convert = of.dialect_impl(dialect).bind_processor(dialect)
    if isinstance(of, JSON) and dialect.name == "sqlite" and convert:
        return partial(_json_to_text, convert)
    return convert


def reads(of: TypeEngine[Any], dialect: Dialect) -> Convert | None:
    """What makes a value of this type of what the driver gives; None: it is that already."""
    if isinstance(of, Float):
        return None  # both drivers give floats; SQLAlchemy would ask for the column's code first
    if dialect.name == "sqlite":
        for kind, read in _READS:
            if isinstance(of, kind):
                return read
    return of.dialect_impl(dialect).result_processor(dialect, None)


_READS: tuple[tuple[type[TypeEngine[Any]], Convert | None], ...] = (
    (UTCDateTime, text_to_moment),
    (JSON, text_to_json),
    (Boolean, number_to_truth),
    (LargeBinary, None),
)


def _json_to_text(convert: Convert, value: Any) -> Any:
    """As SQLAlchemy writes it; most lists are empty."""
    return "[]" if value == [] else convert(value)
