"""One thread owns the database; answers come back in order, errors too."""

import threading

import pytest

from app.services.desk import Desk


@pytest.fixture
def desk():
    made = Desk(lambda call: call())
    yield made
    made.close()


def test_work_is_done_in_order_on_one_thread_that_is_not_ours(desk: Desk) -> None:
    threads: list[int] = []
    order: list[int] = []

    def work(number: int) -> int:
        threads.append(threading.get_ident())
        return number

    for number in range(20):
        last = desk.ask(lambda number=number: work(number), order.append)
    last.result()
    desk.close()
    assert order == list(range(20))
    assert len(set(threads)) == 1
    assert threads[0] != threading.get_ident()


def test_an_error_goes_to_whoever_asked(desk: Desk) -> None:
    met: list[Exception] = []
    desk.ask(lambda: 1 / 0, None, met.append)
    desk.close()
    assert isinstance(met[0], ZeroDivisionError)


def test_what_was_asked_for_is_done_before_the_desk_closes(desk: Desk) -> None:
    done: list[str] = []
    for word in ("ئالما", "ئۈزۈم", "ئانار"):
        desk.ask(lambda word=word: done.append(word))
    desk.close(lambda: done.append("last"))
    assert done == ["ئالما", "ئۈزۈم", "ئانار", "last"]
    assert desk.idle


def test_closing_twice_is_the_same_as_once(desk: Desk) -> None:
    desk.close()
    desk.close()
