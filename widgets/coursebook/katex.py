"""Math at build time: KaTeX turns every formula into HTML with MathML inside, so that no page runs a script
for it.

KaTeX and its style sheet come from one release, in assets/vendor/katex. A formula that KaTeX does not
understand is a warning at its place in the source, which the strict build turns into a failure. Its fonts are
served with the letters that the pages use, less than half of their bytes."""

import functools
import html
import re
from pathlib import Path

from docutils import nodes
from fontTools import subset
from painlab.page import v8
from py_mini_racer import JSEvalException
from sphinx.transforms import SphinxTransform
from sphinx.util import logging
from sphinx.util.math import get_node_equation_number

KATEX = Path(__file__).resolve().parents[2] / "book" / "assets" / "vendor" / "katex" / "katex.min.js"

log = logging.getLogger(__name__)


class FormulaError(ValueError):
    """A formula that KaTeX refused; the message is KaTeX's own."""


@functools.cache
def _program() -> str:
    return f"var self = this; {KATEX.read_text(encoding='utf-8')}"


@functools.cache
def render(tex: str, display: bool) -> str:
    """HTML of one formula; `display` sets it on a line of its own. Raises FormulaError."""
    options = {"displayMode": display, "throwOnError": True, "strict": "ignore"}
    try:
        return v8.call(_program(), "katex.renderToString", tex, options)
    except JSEvalException as error:
        raise FormulaError(str(error).splitlines()[0].removeprefix("<anonymous>:1: ")) from None


def _html(node: nodes.Element, tex: str, display: bool) -> str:
    try:
        return render(tex, display)
    except FormulaError as error:
        log.warning("math: %s", error, location=node)
        return f"<code>{html.escape(tex)}</code>"


def _visit_inline(translator, node):
    translator.body.append(f'<span class="math">{_html(node, node.astext(), False)}</span>')
    raise nodes.SkipNode


def _visit_block(translator, node):
    tex = node.astext()
    if r"\\" in tex and r"\begin" not in tex:
        tex = rf"\begin{{aligned}}{tex}\end{{aligned}}"
    translator.body.append(translator.starttag(node, "div", CLASS="math"))
    translator.body.append(_html(node, tex, True))
    if node["number"]:
        translator.body.append(f'<span class="eqno">({get_node_equation_number(translator, node)})</span>')
    translator.body.append("</div>\n")
    raise nodes.SkipNode


class Untranslated(SphinxTransform):
    """Keep displayed formulas out of the catalogs of a language."""

    default_priority = 5  # before Sphinx looks for what is to be translated

    def apply(self, **kwargs):
        """Mark each displayed formula of a page."""
        for block in self.document.findall(nodes.math_block):
            block["translatable"] = False


# What KaTeX writes for the eye: up to the end of what stands around it.
SET = re.compile(r'class="katex-html".*?(?=</(?!span|svg|path|line)|\Z)', re.DOTALL)


def letters(page: str) -> set[str]:
    """The characters of a page's formulas, and perhaps a few that stand beside them."""
    return set(html.unescape(re.sub(r"<[^>]*>", "", " ".join(SET.findall(page)))))


def write_fonts(app, error):
    """The fonts of the site with the characters that its formulas have."""
    fonts = Path(app.outdir) / "_static" / "vendor" / "katex" / "fonts"
    if error or not fonts.is_dir():
        return
    pages = (path.read_text(encoding="utf-8") for path in Path(app.outdir).rglob("*.html"))
    text = "".join(sorted(set().union(*map(letters, pages))))
    for source in sorted((KATEX.parent / "fonts").glob("*.woff2")):
        options = subset.Options(flavor="woff2", layout_features=["*"], recalc_timestamp=False)
        font = subset.load_font(source, options)
        smaller = subset.Subsetter(options)
        smaller.populate(text=text)
        smaller.subset(font)
        subset.save_font(font, fonts / source.name, options)


def setup(app):
    """Register KaTeX as Sphinx's renderer of math, and write the fonts that formulas need when the build ends."""
    app.add_transform(Untranslated)
    app.connect("build-finished", write_fonts, priority=920)  # after the pages that are written last
    app.add_html_math_renderer("katex", (_visit_inline, None), (_visit_block, None))
