"""The schema: what migrations build is what the models say, on both databases."""

import threading
from collections.abc import Callable
from pkgutil import iter_modules

import pytest
from sqlalchemy import Engine, text

import storage
from storage import all_tables, migrating, schema
from storage.errors import Trouble, Unavailable

Opened = Callable[[str], Engine]


def test_an_empty_database_is_upgraded_to_exactly_what_the_models_say(
    empty_database_url: str, opened: Opened
) -> None:
    engine = opened(empty_database_url)
    assert schema.revision(engine) is None
    schema.upgrade(engine)
    assert schema.revision(engine) == schema.newest()
    assert migrating.differences(engine) == []


def test_every_module_with_rows_is_listed_so_that_migrations_see_all_of_them() -> None:
    names = {info.name for info in iter_modules(storage.__path__) if info.name.endswith("tables")}
    assert set(all_tables.__all__) == names - {"all_tables"}


def test_a_column_that_no_migration_made_is_noticed(database: Engine) -> None:
    with database.begin() as connection:
        connection.execute(text("ALTER TABLE room ADD COLUMN colour INTEGER"))
    assert migrating.differences(database) != []


def test_upgrading_again_changes_nothing(database: Engine) -> None:
    schema.upgrade(database)
    assert migrating.differences(database) == []


def test_processes_that_start_together_upgrade_once(empty_database_url: str, opened: Opened) -> None:
    """Eight upgrades at once, each with an engine of its own, all succeed."""
    failures: list[BaseException] = []

    def start(engine: Engine) -> None:
        try:
            schema.upgrade(engine)
        except BaseException as error:  # noqa: BLE001  # shown by the assertion
            failures.append(error)

    threads = [threading.Thread(target=start, args=(opened(empty_database_url),)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


def test_a_database_of_a_newer_program_is_refused(database: Engine) -> None:
    with database.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(Unavailable) as refused:
        schema.upgrade(database)
    assert refused.value.trouble is Trouble.NEWER


def test_the_versions_read_from_file_names_are_those_of_alembic() -> None:
    assert schema.newest() == migrating.head()


def test_a_schema_can_be_taken_down_again(database: Engine) -> None:
    with database.begin() as connection:
        migrating.downgrade(connection)
    with database.connect() as connection:
        left = set(database.dialect.get_table_names(connection))
    assert left == {"alembic_version"}
