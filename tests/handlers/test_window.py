"""Recent lines are kept in memory for ten minutes and no longer."""

from datetime import UTC, datetime, timedelta

from handlers.window import Line, Window

NOON = datetime(2026, 11, 18, 12, tzinfo=UTC)
ANN, BOB = ("web", "residents", "1"), ("web", "residents", "2")


def line(minutes: int) -> Line:
    return Line(at=NOON + timedelta(minutes=minutes), text="电梯", message=None)


def test_old_lines_leave_the_memory_when_somebody_speaks_later() -> None:
    window = Window()
    window.remember(ANN, line(0))
    window.remember(BOB, line(11))
    assert list(window._lines) == [BOB]


def test_what_a_failed_unit_took_comes_back_and_what_it_brought_goes() -> None:
    window = Window()
    window.remember(ANN, line(0))
    put_back, take_out = window.undo(ANN), window.undo(BOB)
    window.clear(ANN)
    window.remember(BOB, line(1))
    put_back()
    take_out()
    assert window.recent(ANN, NOON) == [line(0)]
    assert not window.recent(BOB, NOON)
    window.remember(BOB, line(2))
