"""Pages of a report: complete, inert, self-contained."""

import re
from collections.abc import Callable
from html.parser import HTMLParser
from typing import get_args

import jinja2
import msgspec
import pytest
from markdown_it import MarkdownIt
from rich.text import Text

from grader.foundation.model import Figure, GraphNode, Report, Series, Status
from grader.report import render
from grader.report.markup import inert_html, inert_text
from grader.report.pointers import headline, suspect
from grader.report.render import LABELS, render_html, render_markdown, render_text

VOID = {"meta", "link", "br", "hr", "img", "input"}
TAGS = {
    "html", "head", "meta", "title", "style", "body", "a", "header", "main", "footer", "section",
    "h1", "h2", "h3", "p", "div", "span", "b", "i", "dl", "dt", "dd", "time", "ol", "ul", "li",
    "figure", "figcaption", "pre", "code", "table", "caption", "thead", "tbody", "tr", "th", "td",
    "details", "summary", "svg", "desc", "line", "text", "polyline", "circle", "path",
    "marker", "g", "rect",
}  # fmt: skip


class Page(HTMLParser):
    """A page's elements; fails on a tag that is not closed where it should be."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] != "style":
            self.words.append(data)

    @property
    def text(self) -> str:
        """What is read, blanks folded."""
        return " ".join("".join(self.words).split())

    def all(self, tag: str) -> list[dict[str, str | None]]:
        """Return the attributes of every such element."""
        return [attributes for name, attributes in self.elements if name == tag]


def plain(report: Report, *, verbose: bool = True) -> str:
    """Return what the terminal shows."""
    return Text.from_markup(render_text(report, verbose=verbose), emoji=False).plain


FORMATS = {"html": lambda report: Page(render_html(report)).text, "text": plain}
FORMATS["markdown"] = lambda report: re.sub(r"\\(.)", r"\1", render_markdown(report))


@pytest.mark.parametrize("status", get_args(Status))
@pytest.mark.parametrize("form", FORMATS)
def test_every_status_reads_in_every_format(
    form: str, status: str, reports: dict[str, Report]
) -> None:
    """Title, status in words, score and message are in each format."""
    report = reports[status]
    shown = FORMATS[form](report)
    assert report.title in shown
    assert LABELS[report.status].word in shown
    assert f"{report.score:g} of 10" in shown
    assert (headline(report) if form == "html" else report.message) in shown


def test_the_first_thing_to_fix_is_a_link(reports: dict[str, Report]) -> None:
    """The page names the first failed check by its description, and leads to it."""
    page = Page(render_html(reports["failed"]))
    assert "First to fix: output equals the lesson's table." in page.text
    assert {"href": "#check-table"} in page.all("a")
    assert "check-table" in [one.get("id") for one in page.all("li")]


def test_a_pass_leads_on(reports: dict[str, Report]) -> None:
    """After a pass the page shows the command for the next exercise; the last one congratulates."""
    passed = reports["passed"]
    on = msgspec.structs.replace(passed, following="dropout", following_title="Dropout")
    assert "Next: Dropout Type in the terminal: grade start dropout" in Page(render_html(on)).text
    last = Page(render_html(msgspec.structs.replace(passed, finished=True))).text
    assert "You have passed every exercise of this course." in last
    assert "Congratulations" not in Page(render_html(passed)).text


def test_the_graph_is_marked_where_it_goes_wrong(reports: dict[str, Report]) -> None:
    """Of the boxes that failed checks are about, the first one of the graph is marked."""
    report = reports["failed"]
    assert report.graph is not None
    names = {"table": "`output` is right.", "secret_inputs": "`hidden_layer` is right."}
    checks = tuple(
        msgspec.structs.replace(one, description=names.get(one.name, one.description))
        for one in report.checks
    )
    output = GraphNode("Add", "operation", "output")
    graph = msgspec.structs.replace(report.graph, nodes=(*report.graph.nodes, output))
    told = msgspec.structs.replace(report, checks=checks, graph=graph)
    assert suspect(told) == "hidden_layer"
    assert "✗ marks the first part" in Page(render_html(told)).text
    assert suspect(reports["passed"]) == ""
    elsewhere = msgspec.structs.replace(
        checks[-1], name="graph", status="failed", description="`y` comes from `output`."
    )
    missing = msgspec.structs.replace(told, checks=(elsewhere,))
    assert suspect(missing) == ""  # `y` is not in the graph, and `output` is not at fault


@pytest.mark.parametrize("form", FORMATS)
def test_a_failed_report_tells_what_to_mend(form: str, reports: dict[str, Report]) -> None:
    """Mistake, messages, hints, tables and the mark for hidden inputs are in each format."""
    report = reports["failed"]
    shown = " ".join(re.sub("[`>]", "", FORMATS[form](report)).split())
    assert report.mistake is not None
    for text in (
        report.mistake.hint, report.checks[1].message, report.checks[1].hint, "output: yours",
        "hidden inputs", "secret_inputs",
    ):  # fmt: skip
        assert re.sub("[`>]", "", text) in shown


@pytest.mark.parametrize(
    ("render_it", "mark"),
    [(render_html, "(wrong)"), (render_markdown, "✗ -5.11"), (plain, "-5.11*")],
    ids=["html", "markdown", "text"],
)
def test_wrong_cells_are_marked_without_colour(
    render_it: Callable[[Report], str], mark: str, reports: dict[str, Report]
) -> None:
    """A wrong cell carries a sign or a word."""
    assert mark in render_it(reports["failed"])


@pytest.mark.parametrize("render_it", [render_html, render_markdown, plain])
def test_a_syntax_error_shows_the_line_and_a_caret(
    render_it: Callable[[Report], str], reports: dict[str, Report]
) -> None:
    """The caret stands below the column that Python names."""
    lines = re.sub("<[^>]*>", "", render_it(reports["ungradable"])).split("\n")
    caret = next(number for number, line in enumerate(lines) if line.endswith("^"))
    assert lines[caret - 1].index("(tf.matmul") == lines[caret].index("^")


def test_unjudged_checks_do_not_repeat_the_reason(reports: dict[str, Report]) -> None:
    """When nothing was judged the reason is said once, not per check."""
    assert "None of them was judged." in Page(render_html(reports["timeout"])).text
    assert "graph: not judged" not in plain(reports["timeout"])


@pytest.mark.parametrize("status", [*get_args(Status), "hostile"])
def test_html_is_well_formed_and_sane(
    status: str, reports: dict[str, Report], hostile: Report
) -> None:
    """Tags balance, ids are unique, one h1, landmarks, a language, tables with headers."""
    page = Page(render_html({**reports, "hostile": hostile}[status]))
    names = [tag for tag, _ in page.elements]
    assert [names.count(tag) for tag in ("h1", "main", "header", "footer")] == [1] * 4
    assert page.all("html") == [{"lang": "en"}]
    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert sorted(set(ids), key=str) == sorted(ids, key=str)
    assert names.count("table") == names.count("caption")
    assert all(cell.get("scope") in ("col", "row") for cell in page.all("th"))
    referred = {word for _, a in page.elements for word in (a.get("aria-labelledby") or "").split()}
    assert referred <= set(ids)


@pytest.mark.parametrize("status", [*get_args(Status), "hostile"])
def test_html_needs_no_network_and_no_script(
    status: str, reports: dict[str, Report], hostile: Report
) -> None:
    """No script, no handler, no address: the page is one file."""
    page = Page(render_html({**reports, "hostile": hostile}[status]))
    assert {tag for tag, _ in page.elements} <= TAGS
    for _, attributes in page.elements:
        assert not any(name.startswith("on") for name in attributes)
        assert not {"src", "srcset", "action", "data"} & set(attributes)
        assert (attributes.get("href") or "#").startswith("#")


def test_hostile_text_reads_as_it_is_in_html(hostile: Report) -> None:
    """Student text appears letter by letter and makes no element."""
    page = Page(render_html(hostile))
    assert hostile.student in page.text
    assert not page.all("img") and not page.all("script")
    assert all(not attributes for attributes in page.all("b"))


def test_hostile_text_makes_no_structure_in_markdown(hostile: Report) -> None:
    """Parsed as Markdown, no HTML, link, image, emphasis or heading comes from student text."""
    parser = MarkdownIt("commonmark", {"html": True}).enable("table")
    tokens = parser.parse(render_markdown(hostile))
    inner = [child for token in tokens for child in token.children or []]
    kinds = {token.type for token in [*tokens, *inner]}
    assert not {"html_block", "html_inline", "link_open", "image", "em_open"} & kinds
    strong = [inner[i + 1].content for i, t in enumerate(inner) if t.type == "strong_open"]
    assert strong == ["failed"]
    fences = [token.content for token in tokens if token.type == "fence"]
    assert len(fences) == 5
    assert sum(token.info == "mermaid" for token in tokens if token.type == "fence") == 2
    assert all(token.type != "code_block" for token in tokens)
    headings = [tokens[i + 1].content for i, t in enumerate(tokens) if t.type == "heading_open"]
    assert "heading" not in headings and len(headings) == 8
    rows = [i for i, token in enumerate(tokens) if token.type == "tr_open"]
    closes = [i for i, token in enumerate(tokens) if token.type == "tr_close"]
    sizes = [
        sum(token.type in ("td_open", "th_open") for token in tokens[start:end])
        for start, end in zip(rows, closes, strict=True)
    ]
    assert sizes == [3, 3, 2, 2, 7, 7]


def test_hostile_text_reads_as_it_is_on_a_terminal(hostile: Report) -> None:
    """Brackets and backslashes of a student are text, not markup."""
    shown = " ".join(plain(hostile).split())
    assert "[red]`code|`[/red] ```` **bold** [a](http://evil.example)" in shown
    text = Text.from_markup(render_text(hostile), emoji=False)
    assert not any(str(span.style) == "red" for span in text.spans)


@pytest.mark.parametrize(
    "value",
    ["[red]", "[/]", "[/red]", "\\[red]", "\\\\[red]", "a\\", "a\\\\\\", "[none]", "[/none]", "[",
     "[[x]]", "[link=x]y", "\\[", "[red", "x]", "C:\\[a]\\", "[@click=f]"],
)  # fmt: skip
def test_any_value_survives_between_tags(value: str) -> None:
    """A value between two tags, or between two others, is shown exactly and is never a tag."""
    inert = inert_text(value)
    markup = f"[bold]{inert}[/]{inert} {inert_text('b]')}[dim]{inert}[/]"
    assert Text.from_markup(markup, emoji=False).plain == f"{value}{value} b]{value}"


@pytest.mark.parametrize("render_it", [render_html, render_markdown, plain])
def test_no_line_is_a_workflow_command(render_it: Callable[[Report], str], hostile: Report) -> None:
    """In a CI log no line of a report would be obeyed."""
    shown = render_it(hostile)
    assert not any(line.lstrip().startswith("::") for line in shown.split("\n"))
    assert "##[" not in shown


def test_output_is_cut_to_its_end(reports: dict[str, Report]) -> None:
    """Of long output the last lines are shown, and the page says so."""
    lines = "\n".join(f"line {number}" for number in range(10_000))
    report = msgspec.structs.replace(reports["failed"], output=lines)
    page = Page(render_html(report)).text
    assert "line 9999" in page and "line 100 " not in page and "Only the end is shown." in page
    assert "line 9999" in render_markdown(report)
    assert "line 9999" in plain(report) and "line 9000" not in plain(report)


def test_a_chart_says_its_numbers_in_words(reports: dict[str, Report]) -> None:
    """The picture has a title, a description and a table of its values."""
    page = Page(render_html(reports["passed"]))
    assert "training: 20 points from 2.41 to 0.19" in page.text
    assert "Cost by epoch: values" in page.text
    assert [image["role"] for image in page.all("svg") if "role" in image] == ["img", "img"]


def test_a_chart_of_nothing_finite_renders_in_every_format(reports: dict[str, Report]) -> None:
    """A loss that was never a number is counted, not drawn."""
    nan = float("nan")
    check = msgspec.structs.replace(
        reports["failed"].checks[0], figures=(Figure("f", "x", "y", (Series("s", (nan, nan)),)),)
    )
    report = msgspec.structs.replace(reports["failed"], checks=(check,))
    assert "no points. 2 values are not finite" in Page(render_html(report)).text
    assert "2 not finite" in render_markdown(report)
    assert "no points (2 not finite)" in plain(report)


def test_templates_are_strict(reports: dict[str, Report]) -> None:
    """A name that does not exist stops the rendering."""
    with pytest.raises(jinja2.UndefinedError):
        render._environment(inert_html, "en").from_string("{{ missing }}").render()


def test_the_graph_is_shown_and_told(reports: dict[str, Report]) -> None:
    """The page draws the student's graph with a description; Markdown has it as Mermaid."""
    report = reports["failed"]
    page = Page(render_html(report))
    assert "hidden_layer (MatMul), fed by features, weights[0], differs." in page.text
    assert "3 smaller parts are left out." in page.text
    assert "The reference's graph" not in page.text
    assert len([box for box in page.all("g") if "differs" in str(box["class"])]) == 1
    markdown = render_markdown(report)
    assert markdown.count("```mermaid\nflowchart LR\n") == 1
    assert "reference" not in markdown


def test_the_reference_is_shown_where_the_report_has_it(reports: dict[str, Report]) -> None:
    """Two pictures have ids of their own, and say what the marks mean."""
    report = reports["failed"]
    both = msgspec.structs.replace(report, reference_graph=report.graph)
    page = Page(render_html(both))
    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    assert "a right graph may differ" in page.text
    assert render_markdown(both).count("```mermaid") == 2


def test_no_graph_no_picture(reports: dict[str, Report]) -> None:
    """A report without a graph has no section for it."""
    bare = msgspec.structs.replace(reports["failed"], graph=None)
    assert "The graph that you built" not in render_html(bare)
    assert "mermaid" not in render_markdown(bare)
