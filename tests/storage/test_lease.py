"""One process at a time holds a lease; when its connection goes, another may have it."""

from sqlalchemy import Engine, create_engine

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


def test_while_no_connection_is_to_be_spared_it_is_not_ours_and_later_it_is(database_url: str) -> None:
    """And what was asked for in vain keeps no connection."""
    first = open_engine(database_url)
    if first.dialect.name == "sqlite":
        _close(first)
        return  # one process has a SQLite file to itself
    second = create_engine(database_url, pool_size=1, max_overflow=0, pool_timeout=0.1)
    one, other = Lease(first, "delivery"), Lease(second, "delivery")
    with second.connect():
        assert not other.take()
    assert one.take()
    assert not other.take()
    assert not other.take()
    one.release()
    assert other.take()
    other.release()
    _close(first, second)


def _close(*engines: Engine) -> None:
    for engine in engines:
        engine.dispose()
