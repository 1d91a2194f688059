"""Where organisations stand in the tree."""

from services.plans.domain.tree import DEEPEST, Misplaced, standings


def test_a_circle_has_no_path_and_what_hangs_below_it_is_not_to_blame() -> None:
    found = standings({"a": "b", "b": "c", "c": "a", "child": "a", "root": None})
    assert {found[code] for code in "abc"} == {Misplaced.CIRCULAR}
    assert found["child"] is Misplaced.HANGING
    assert found["root"] == "/root"


def test_its_own_parent_is_a_circle_of_one() -> None:
    assert standings({"a": "a"}) == {"a": Misplaced.CIRCULAR}


def test_below_an_unknown_parent_everything_hangs() -> None:
    assert standings({"b": "a", "a": "nowhere"}) == {"a": Misplaced.HANGING, "b": Misplaced.HANGING}


def test_the_level_after_the_deepest_is_refused() -> None:
    chain: dict[str, str | None] = {"0": None} | {str(number): str(number - 1) for number in range(1, DEEPEST + 1)}
    found = standings(chain)
    assert found[str(DEEPEST - 1)] == "/" + "/".join(str(number) for number in range(DEEPEST))
    assert found[str(DEEPEST)] is Misplaced.TOO_DEEP


def test_paths_do_not_depend_on_the_order_given() -> None:
    parents = {"c": "b", "b": "a", "a": None}
    assert standings(parents) == standings(dict(reversed(parents.items()))) == {"a": "/a", "b": "/a/b", "c": "/a/b/c"}
