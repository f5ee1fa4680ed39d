"""Labelled pairs: copies are found, independent answers are not."""

import ast
import builtins
import random

import pytest

from grader.batch.similar.likeness import THRESHOLD, Pair, alike, comparable, own_works
from grader.batch.similar.sides import side_by_side
from grader.batch.similar.sources import given_texts
from grader.catalog import Catalog
from grader.submission.lines import lines
from grader.submission.messages import Lines

pytest.importorskip("rapidfuzz")
SLUGS = Catalog().slugs()


class _Renamer(ast.NodeTransformer):
    """Gives every name that the student chose another one."""

    def visit_Name(self, node: ast.Name) -> ast.Name:
        """Rename what is neither a builtin nor a module."""
        if not hasattr(builtins, node.id) and node.id not in ("tf", "np"):
            node.id = f"my_{node.id[::-1]}"
        return node


def copied(source: str) -> str:
    """Return the script renamed, without comments, laid out again, with prints and a swap."""
    tree = _Renamer().visit(ast.parse(source))
    body = tree.body
    swapped = len(body) // 2
    body[swapped - 1], body[swapped] = body[swapped], body[swapped - 1]
    body.insert(3, ast.parse("print('working', 42)").body[0])
    return f"# All my own work.\n{ast.unparse(ast.fix_missing_locations(tree))}\n"


def alternatives(slug: str) -> dict[str, str]:
    """Return the independently written right answers, by name."""
    folder = Catalog().get(slug).folder / "alternatives"
    return {path.stem: path.read_text() for path in sorted(folder.glob("*.py"))}


def read(sources: dict[str, str]) -> list[tuple[str, Lines]]:
    """Return the sources as the child that reads them answers."""
    return [(name, Lines(text, lines(text))) for name, text in sources.items()]


def found(slug: str, sources: dict[str, str], threshold: float = THRESHOLD) -> list[Pair]:
    """Return the pairs that are found among these submissions."""
    works = own_works(read(sources), given_texts(Catalog().get(slug)))
    return alike(slug, comparable(works), threshold)


def names(pairs: list[Pair]) -> list[tuple[str, str]]:
    """Return who stands in each pair."""
    return [(pair.one.student, pair.other.student) for pair in pairs]


@pytest.mark.parametrize("slug", SLUGS)
def test_independent_answers_are_not_alike(slug):
    """No two of the shipped right answers are listed at the default threshold."""
    assert names(found(slug, alternatives(slug))) == []


@pytest.mark.parametrize("slug", SLUGS)
def test_copies_are_found(slug):
    """Each renamed, reworded, rearranged copy stands in a pair with its original, and no other."""
    originals = alternatives(slug)
    given = given_texts(Catalog().get(slug))
    for name, source in originals.items():
        sources = {**originals, "copy": copied(source)}
        enough = {work.student for work in comparable(own_works(read(sources), given))}
        wanted = [(name, "copy")] if name in enough else []
        assert names(found(slug, sources)) == wanted


def test_most_answers_can_be_compared():
    """Nine of ten shipped answers hold enough of their own."""
    total = compared = 0
    for slug in SLUGS:
        works = own_works(read(alternatives(slug)), given_texts(Catalog().get(slug)))
        total, compared = total + len(works), compared + len(comparable(works))
    assert compared >= 0.9 * total


def test_what_was_given_does_not_count():
    """Two students who handed in little more than the stub are not alike."""
    stub = Catalog().get(SLUGS[0]).stub.read_text()
    sources = {"anna": f"{stub}\nprint(1)\n", "ben": f"{stub}\nprint(2)\n"}
    assert found(SLUGS[0], sources, threshold=1) == []


def test_what_a_class_shares_does_not_count():
    """Lines that a quarter of the class has are nobody's."""
    common = "\n".join(f"a{n} = tf.add(b, {n}).shape[{n}].c{n}(d, e={n})" for n in range(9))
    sources = {f"s{number}": common for number in range(10)}
    assert found(SLUGS[0], sources, threshold=1) == []
    assert len(found(SLUGS[0], dict(list(sources.items())[:2]))) == 1


def test_the_most_alike_come_first():
    """Pairs are sorted by likeness; all are real ones, of two students."""
    chooser = random.Random(1)
    pieces = [f"a.m{n}(b.k{n}, c=d.j{n}[0])" for n in range(60)]
    sources = {f"s{n}": "\n".join(chooser.sample(pieces, 40 - n)) for n in range(9)}
    pairs = found(SLUGS[0], sources, threshold=1)
    shares = [pair.percent for pair in pairs]
    assert shares == sorted(shares, reverse=True)
    assert all(0 < share <= 100.001 for share in shares)
    assert all(one != other for one, other in names(pairs))


def test_a_pair_is_shown_with_what_both_have():
    """Side by side every line is there, and the shared ones are marked."""
    slug = SLUGS[0]
    source = next(iter(alternatives(slug).values()))
    (pair,) = found(slug, {"anna": source, "ben": copied(source)})
    (shown,) = side_by_side([pair])
    assert [line.text for line in shown.one.lines] == source.rstrip().split("\n")
    assert sum(line.alike for line in shown.one.lines) >= 5
    assert not any(line.alike for line in shown.other.lines if "All my own" in line.text)
