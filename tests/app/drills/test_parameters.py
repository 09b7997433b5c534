"""A learner's own parameters are believed where they can be true, and else FSRS's own stand."""

from __future__ import annotations

import json
import math

import pytest
from fsrs.scheduler import DEFAULT_PARAMETERS, UPPER_BOUNDS_PARAMETERS
from hypothesis import given
from hypothesis import strategies as st

from app.drills.memory import USUAL
from app.drills.parameters import NOTHING, SETTING, Fitted, read, scheduler_of
from tests.app.drills.test_fidelity import OTHER

ODD = [
    "", "nonsense", "[]", "null", "{}", '{"weights": [], "answers": 3}', '{"weights": null}',
    '{"weights": null, "answers": -1}', '{"weights": null, "answers": 1e999}',
    '{"weights": null, "answers": true}',
    '{"weights": "1", "answers": 1}', "[" * 100_000,
    json.dumps({"weights": [1.0] * 20, "answers": 1}),
    json.dumps({"weights": [math.nan, *DEFAULT_PARAMETERS[1:]], "answers": 1}),
    json.dumps({"weights": [math.inf, *DEFAULT_PARAMETERS[1:]], "answers": 1}),
    json.dumps({"weights": [-1.0, *DEFAULT_PARAMETERS[1:]], "answers": 1}),
    json.dumps({"weights": [one * 2 + 1 for one in UPPER_BOUNDS_PARAMETERS], "answers": 1}),
    json.dumps({"weights": [10**400, *DEFAULT_PARAMETERS[1:]], "answers": 1}),
]  # fmt: skip


@pytest.mark.parametrize("setting", ODD, ids=range(len(ODD)))
def test_what_is_odd_is_passed_over(setting: str) -> None:
    assert read(setting) == NOTHING
    assert scheduler_of({SETTING: setting}) is USUAL


@given(st.one_of(st.none(), st.just(OTHER)), st.integers(0, 10**9))
def test_what_was_kept_is_read(weights: tuple[float, ...] | None, answers: int) -> None:
    fitted = Fitted(weights, answers)
    assert read(fitted.as_setting()) == fitted
    by = scheduler_of({SETTING: fitted.as_setting()})
    assert tuple(by.parameters) == (OTHER if weights else tuple(USUAL.parameters))
    assert (by.desired_retention, by.learning_steps, by.enable_fuzzing) == (
        USUAL.desired_retention,
        (),
        False,
    )


def test_without_a_setting_the_usual_ones_stand() -> None:
    assert scheduler_of({}) is USUAL
