"""One process at a time holds a lease; when its connection goes, another may have it."""

from sqlalchemy import Engine

from storage.engine import open_engine
from storage.lease import Lease


def test_one_holds_it_and_the_next_gets_it_after(database_url: str) -> None:
    first, second = open_engine(database_url), open_engine(database_url)
    alone = first.dialect.name == "postgresql"
    one, other = Lease(first, "delivery"), Lease(second, "delivery")
    assert one.take()
    assert one.kept()
    assert other.take() is not alone
    one.release()
    assert other.take()
    other.release()
    _close(first, second)


def test_other_names_are_other_leases(database_url: str) -> None:
    engine = open_engine(database_url)
    one, other = Lease(engine, "delivery"), Lease(engine, "ticker")
    assert one.take()
    assert other.take()
    one.release()
    other.release()
    _close(engine)


def _close(*engines: Engine) -> None:
    for engine in engines:
        engine.dispose()
