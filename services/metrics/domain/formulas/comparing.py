"""Checks comparisons: numbers of one unit, grades with the words of their grades, words with the words possible."""

from dataclasses import replace

from services.metrics.domain.formulas.context import SHAPES, Context
from services.metrics.domain.formulas.faults import near
from services.metrics.domain.formulas.kinds import Kind, Shape, truth
from services.metrics.domain.formulas.nodes import Among, Comparison, Node, Rank, Word, Words

EQUAL = ("=", "!=")


def compared(context: Context, node: Comparison) -> Node:
    """Its sides are checked already."""
    left, right = node.left.kind, node.right.kind
    if left is None or right is None:
        return node
    shapes = {left.shape, right.shape}
    if shapes == {Shape.NUMBER}:
        fits = context.together([node.left, node.right]) is not None
    elif Shape.GRADE in shapes:
        return _graded(context, node, left if left.shape is Shape.GRADE else right)
    elif shapes == {Shape.WORD}:
        fits = _ordered_not(context, node) and _possible(context, node)
    elif shapes == {Shape.TRUTH}:
        fits = _ordered_not(context, node)
    else:
        fits = context.are(left.shape if left.shape is not Shape.WORDS else Shape.WORD, [node.left, node.right])
    return replace(node, kind=truth(presence=left.presence or right.presence)) if fits else node


def among(context: Context, node: Among) -> Node:
    """One of several words: what an organisation has, or what may stand there."""
    left, right = node.left.kind, node.right.kind
    if left is None or right is None:
        return node
    if not context.are(Shape.WORD, [node.left]) or not context.are(Shape.WORDS, [node.right]):
        return node
    options, given = (left, node.right) if isinstance(node.right, Words) else (right, node.left)
    words = given.values if isinstance(given, Words) else (given,)
    fits = [_is_one_of(context, word, options) for word in words if isinstance(word, Word)]
    return replace(node, kind=truth(presence=False)) if all(fits) else node


def _graded(context: Context, node: Comparison, grades: Kind) -> Node:
    """Words become ranks, so that grades compare as numbers do."""
    sides: list[Node] = []
    for side in (node.left, node.right):
        if isinstance(side, Word):
            if not _is_one_of(context, side, grades):
                return node
            rank = grades.words.index(side.value) + 1
            sides.append(Rank(side.value, rank, at=side.at, kind=grades))
        elif side.kind is None or side.kind.words != grades.words:
            context.are(Shape.GRADE, [side])
            if side.kind is not None and side.kind.shape is Shape.GRADE:
                context.add("unknown_word", side.at, given="…", expected=", ".join(grades.words))
            return node
        else:
            sides.append(side)
    return replace(node, left=sides[0], right=sides[1], kind=truth(presence=False))


def _ordered_not(context: Context, node: Comparison) -> bool:
    """Words and conditions are the same or not; none is more than another."""
    if node.sign in EQUAL:
        return True
    expected, expected_zh = SHAPES[Shape.NUMBER]
    given, given_zh = SHAPES[node.left.kind.shape] if node.left.kind else ("", "")
    words = {"expected": expected, "expected_zh": expected_zh, "given": given, "given_zh": given_zh}
    context.add("wrong_kind", node.left.at, **words)
    return False


def _possible(context: Context, node: Comparison) -> bool:
    for one, other in ((node.left, node.right), (node.right, node.left)):
        if isinstance(one, Word) and other.kind is not None and not _is_one_of(context, one, other.kind):
            return False
    return True


def _is_one_of(context: Context, word: Word, options: Kind) -> bool:
    if not options.words or word.value in options.words:
        return True
    expected = ", ".join(options.words)
    context.add("unknown_word", word.at, given=word.value, expected=expected, **near(word.value, options.words))
    return False
