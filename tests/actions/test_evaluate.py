from __future__ import annotations

from typing import Any

import pytest

from actions.evaluate import (
    OUT_OF_SCOPE,
    Verdict,
    by_group,
    expected_calibration_error,
    judge,
    measure,
)


def answer(kind: str, theme: str | None, *alternatives: str, confidence: float = 0.9) -> dict[str, Any]:
    return {
        "kind": kind,
        "theme": theme,
        "alternatives": [{"theme": theme} for theme in alternatives],
        "confidence": confidence,
    }


def verdict(**values: Any) -> Verdict:
    defaults = {
        "theme": "water", "styles": (), "right_first": True, "right_in_three": True, "given": True,
        "outright": True, "recognised": True, "emergency": False, "confidence": 0.9,
    }  # fmt: skip
    return Verdict(**(defaults | values))


# -- one answer ----------------------------------------------------------------------------------------------


def test_a_right_answer_counts_for_everything() -> None:
    judged = judge({"theme": "water", "style": ["telex", "short"]}, answer("answer", "water", "water", confidence=0.8))
    assert judged == verdict(styles=("telex", "short"), confidence=0.8)
    assert judged.in_scope


def test_an_accepted_theme_is_right_too() -> None:
    label = {"theme": "water", "accept": ["electricity"]}
    assert judge(label, answer("answer", "electricity")).right_first
    assert not judge({"theme": "water"}, answer("answer", "electricity")).right_first


def test_choices_are_given_and_not_outright() -> None:
    judged = judge({"theme": "water"}, answer("choices", "water", "water", "tax"))
    assert (judged.given, judged.outright, judged.right_first) == (True, False, True)


@pytest.mark.parametrize(("place", "in_three"), [(0, True), (1, True), (2, True), (3, False)])
def test_only_the_first_three_candidates_count(place: int, in_three: bool) -> None:
    alternatives = ["tax", "tax", "tax", "tax"]
    alternatives[place] = "water"
    judged = judge({"theme": "water"}, answer("choices", "tax", *alternatives))
    assert judged.right_in_three is in_three
    assert not judged.right_first


def test_saying_so_gives_nothing_even_when_the_guess_was_right() -> None:
    judged = judge({"theme": "water"}, answer("fallback", OUT_OF_SCOPE, "water"))
    assert (judged.right_first, judged.right_in_three, judged.given, judged.outright) == (False,) * 4


def test_out_of_scope_is_recognised_by_saying_so() -> None:
    label = {"theme": OUT_OF_SCOPE}
    assert judge(label, answer("fallback", OUT_OF_SCOPE)).recognised
    assert not judge(label, answer("answer", "account_card")).recognised
    assert not judge(label, answer("choices", "account_card")).recognised
    assert judge({**label, "accept": ["account_card"]}, answer("answer", "account_card")).recognised
    assert not judge(label, answer("fallback", OUT_OF_SCOPE)).in_scope


def test_what_a_label_leaves_open_may_be_null() -> None:
    label = {"theme": "water", "accept": None, "style": None}
    assert judge(label, answer("answer", "water")).right_first
    assert judge(label, answer("answer", "water")).styles == ()


@pytest.mark.parametrize("kind", ["answer", "smalltalk", "human", "fraud_report", "emergency", "distress"])
def test_every_reply_but_choices_and_saying_so_is_outright(kind: str) -> None:
    assert judge({"theme": "water"}, answer(kind, "water")).outright
    assert judge({"theme": "water"}, answer(kind, "water")).emergency is (kind == "emergency")


# -- shares --------------------------------------------------------------------------------------------------


def test_shares_are_counted_over_what_they_are_about() -> None:
    verdicts = [
        verdict(),
        verdict(right_first=False),
        verdict(right_first=False, outright=False),
        verdict(right_first=False, right_in_three=False, given=False, outright=False),
        verdict(theme=OUT_OF_SCOPE, right_first=False, right_in_three=False, given=False, outright=False),
        verdict(theme=OUT_OF_SCOPE, right_first=False, right_in_three=False, recognised=False),
        verdict(theme=OUT_OF_SCOPE, recognised=True),
    ]
    measures = measure(verdicts)
    assert measures.questions == 7
    assert measures.right_first == 1 / 4
    assert measures.right_in_three == 3 / 4
    assert measures.given == 3 / 4
    assert measures.outright == 2 / 4
    assert measures.wrong_outright == 2 / 4  # one wrong theme, one out-of-scope question answered
    assert measures.out_of_scope_recognised == 2 / 3


def test_a_false_emergency_is_wrong_outright() -> None:
    judged = judge({"theme": "transfer_problem"}, answer("emergency", "fraud_report"))
    assert measure([judged]).wrong_outright == 1.0


def test_nothing_measured_is_none_and_not_zero() -> None:
    measures = measure([])
    assert measures.questions == 0
    assert [
        measures.right_first,
        measures.given,
        measures.wrong_outright,
        measures.out_of_scope_recognised,
    ] == [None] * 4
    assert measure([verdict()]).out_of_scope_recognised is None
    assert measure([verdict(theme=OUT_OF_SCOPE)]).right_first is None


def test_groups_are_sorted_and_may_overlap() -> None:
    verdicts = [verdict(styles=("typo", "short")), verdict(styles=("short",), right_first=False), verdict()]
    groups = by_group(verdicts, lambda v: v.styles)
    assert list(groups) == ["short", "typo"]
    assert groups["short"].questions == 2
    assert groups["short"].right_first == 0.5
    assert groups["typo"].right_first == 1.0


# -- calibration ---------------------------------------------------------------------------------------------


def test_calibration_error_by_hand() -> None:
    verdicts = [
        verdict(confidence=0.95), verdict(confidence=0.97),  # mean 0.96, all right: |0.96 - 1| = 0.04
        verdict(confidence=0.62), verdict(confidence=0.68, right_first=False),  # mean 0.65, half: 0.15
        verdict(confidence=0.31, right_first=False),  # mean 0.31, none: 0.31
    ]  # fmt: skip
    assert expected_calibration_error(verdicts) == pytest.approx((2 * 0.04 + 2 * 0.15 + 1 * 0.31) / 5)


def test_perfect_confidence_has_no_error() -> None:
    verdicts = [verdict(confidence=1.0)] * 3 + [verdict(confidence=0.0, right_first=False)] * 2
    assert expected_calibration_error(verdicts) == 0.0


def test_only_what_was_given_is_calibrated() -> None:
    fallback = verdict(confidence=0.99, given=False, right_first=False)
    assert expected_calibration_error([fallback]) is None
    assert expected_calibration_error([verdict(confidence=0.8), fallback]) == pytest.approx(0.2)


def test_an_out_of_scope_question_that_got_an_answer_counts_as_wrong() -> None:
    judged = judge({"theme": OUT_OF_SCOPE}, answer("answer", "wallet", confidence=0.8))
    assert expected_calibration_error([judged]) == pytest.approx(0.8)


def test_confidences_at_the_edge_of_a_bin_stay_apart() -> None:
    # 0.1 and 0.19 share a bin, 0.2 does not: |0.145 - 0.5| * 2 + |0.2 - 1| over 3.
    verdicts = [verdict(confidence=0.1), verdict(confidence=0.19, right_first=False), verdict(confidence=0.2)]
    assert expected_calibration_error(verdicts) == pytest.approx((2 * 0.355 + 0.8) / 3)
