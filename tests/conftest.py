"""What tests share: the root, the built site on a loopback server, and a browser whose network is cut.

`visit("book/index.html")` opens a built page and returns Playwright's page. When the test ends, it fails if
any visited page asked for something off its own origin, logged an error, or missed a file (`strict=False`: it
may).
A test that takes `page_name` runs once for every page of _toc.yml.
"""

import contextlib
import subprocess
import sys
from pathlib import Path

import browser as chromium
import lock
import published
import pytest
import serve
from axe_playwright_python.base import AXE_SCRIPT
from coursebook import contents, kernels
from painlab.page.join import rooms
from painlab.page.palette import DARK, LIGHT
from playwright.sync_api import sync_playwright
from xdist.scheduler import LoadScopeScheduling

ROOT = Path(__file__).resolve().parent.parent


# Style of a page in which all is laid out, as it is where the window comes near, and nothing cut at a section's edge.
LAID_OUT = "article > section > section { content-visibility: visible !important }"

# Whether a page has laid out all by itself, after which nothing in it has another height.
WHOLE = "() => !document.querySelector('article > section > section:not(.laid-out)')"

# Files that first make something dear, such as a whole copy of the book; those of one word follow each other.
DEAR = {
    "repository/test_fork.py": "copies", "repository/test_translation.py": "copies", "repository/test_dist.py": "dist",
    "book/test_class_in_nbgrader.py": "nbgrader", "book/test_lms_elsewhere.py": "readers",
    "painlab/test_exchange.py": "simulators", "painlab/test_exchange_chains.py": "simulators",
    "painlab/test_words.py": "words",
}  # fmt: skip


class DearOnce(LoadScopeScheduling):
    """Gives each test to the process that is free; what is dear is made in one of them, and begins first."""

    def _split_scope(self, nodeid):
        return DEAR.get(nodeid.partition("::")[0].removeprefix("tests/"), nodeid)


def pytest_xdist_make_scheduler(config, log):
    return DearOnce(config, log) if config.getoption("dist") == "load" else None


def pytest_addoption(parser):
    parser.addoption("--record", action="store_true", help="write what models give into book/data/reproduced.json")


FORKED = contextlib.ExitStack()  # what the kernels of notebooks are forked from


def pytest_collection_finish(session):
    if any(item.path.suffix == ".ipynb" for item in session.items):
        FORKED.enter_context(kernels.prepared())


def pytest_sessionfinish(session):
    FORKED.close()
    if session.config.getoption("--record"):
        published.here.write()


@pytest.fixture(autouse=True)
def written_down(request):
    """The numbers that a test compares are rows of a table; see published.py."""
    published.here.begin(request.node, request.config.getoption("--record"))
    yield
    assert not published.here.expected, "fewer numbers than in book/data/reproduced.json; record them anew"


def pytest_generate_tests(metafunc):
    if "page_name" in metafunc.fixturenames:
        metafunc.parametrize("page_name", [f"{name}.html" for name in contents.pages(ROOT)])


def python_with(folder, *packages):
    """A Python of its own in `folder`, into which these packages (each in a version) are installed from their index."""
    subprocess.run([sys.executable, "-m", "venv", folder], check=True)
    python = folder / "bin/python"
    subprocess.run([lock.UV, "pip", "install", "--quiet", "--python", python, *packages], check=True)
    return python


@pytest.fixture(scope="session")
def root():
    """The root folder of the project."""
    return ROOT


@pytest.fixture(scope="session")
def site(root):
    """The folder of the built pages."""
    folder = root / "_build/html"
    if not (root / "_build/sources").exists():
        pytest.fail("No finished build in _build/html: run `make book SERVE=0` (or `make test`) first.")
    return folder


@pytest.fixture(scope="session")
def address(site):
    """Where the built pages are served, gzipped: http://127.0.0.1:<port>."""
    with serve.served(site) as address:
        yield address


@pytest.fixture(scope="module")
def browser():
    """A Chromium that reaches the loopback address and nothing else.

    It lives as long as a test file: Playwright's event loop must be gone before nbval starts a kernel.
    """
    path = chromium.find()
    if not path:
        pytest.fail("No Chromium found: run `make test`, which installs one, or set CHROMIUM.")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=chromium.FLAGS)
        yield running
        running.close()


@pytest.fixture(scope="module")
def page(browser):
    """A blank page that has loaded the front end as one classic script; what its files export are globals here."""
    page = browser.new_page()
    page.add_script_tag(content=f"{rooms()}\nObject.assign(globalThis, ...Object.values(modules));")
    yield page
    page.close()


@pytest.fixture(scope="module")
def js(page):
    """js("views/scales.js", "ticks", 0, 10, 5): a function of a file of the front end, called in the browser."""
    call = "([file, name, given]) => modules[file][name](...given)"
    return lambda file, name, *given: page.evaluate(call, [file, name, given])


MOUNT = """async ([text, kind, spec]) => {
  const module = await import(URL.createObjectURL(new Blob([text], {type: "text/javascript"})));
  const traits = {kind, spec};
  const refuse = () => { throw new Error(`${kind}: a widget that writes something to its model`); };
  const model = {get: (name) => traits[name], on() {}, off() {}, set: refuse, save_changes: refuse};
  globalThis.unmount = await module.default.render({model, el: document.getElementById("here")});
}"""


def mount_widget(widget, file, open_page, dark=False, attributes="", above="<h1>A page</h1>"):
    """The page that `open_page` makes of the address of `file`, in it a widget that may write nothing to its model.

    `attributes` are those of the page's <html>, `above` stands before the widget.
    """
    colors = "".join(f"--{role}:{value};" for role, value in (DARK if dark else LIGHT).items())
    file.write_text(
        f'<!doctype html><html lang="en" {attributes}><meta charset="utf-8"><title>A page</title><style>'
        f"body{{background:var(--paper);color:var(--ink)}}a{{color:inherit}}:root{{{colors}}}{widget._css}</style>"
        f"<main>{above}<div id=here></div></main>",
        encoding="utf-8",
    )
    page = open_page(file.as_uri())
    page.evaluate(MOUNT, [widget._esm, widget.kind, widget.spec])
    return page


@pytest.fixture
def visit(browser, request):
    """A function that opens a page; `visit.seen` is what its pages asked for and complained about."""
    contexts, seen = [], {"outside": [], "errors": [], "failed": []}

    def open_page(path, width=1280, height=900, dark=False, javascript=True, touch=False, still=False, **how):
        """Open a page of the book, or a whole address; `scheme="file"` opens the built file itself."""
        scheme, strict = how.pop("scheme", "http"), how.pop("strict", True)
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce" if still else "no-preference",
            java_script_enabled=javascript,
            has_touch=touch,
            **how,
        )
        contexts.append(context)
        page = context.new_page()
        if "://" in path:
            url, origin = path, "/".join(path.split("/")[:3])
        elif scheme == "file":
            origin = request.getfixturevalue("site").as_uri()
            url = f"{origin}/{path}"
        else:
            origin = request.getfixturevalue("address")
            url = f"{origin}/{path}"
        if strict:
            watch(page, origin, seen)
        page.goto(url)
        return page

    open_page.seen = seen
    yield open_page
    for context in contexts:
        context.close()
    assert seen == {"outside": [], "errors": [], "failed": []}


def watch(page, origin, seen):
    """Write into `seen` what the page asks for off its origin, what fails, and what it complains about."""
    own = (origin, origin.replace("http", "ws", 1), "data:", "blob:", "about:")
    page.on("request", lambda asked: asked.url.startswith(own) or seen["outside"].append(asked.url))
    # A page that is left before it is whole gives up what it was fetching.
    page.on("requestfailed", lambda asked: asked.failure == "net::ERR_ABORTED" or seen["failed"].append(asked.url))
    page.on("response", lambda got: got.status < 400 or seen["failed"].append(f"{got.status} {got.url}"))
    page.on("pageerror", lambda error: seen["errors"].append(str(error)))
    page.on("console", lambda said: said.type == "error" and seen["errors"].append(said.text))


CONTRAST = "color-contrast"  # a rule of axe
VIOLATIONS = """async (options) => {
  const {violations} = await axe.run({...options, resultTypes: ["violations"]});
  return violations.flatMap(({id, nodes}) => nodes.map(({target, html}) => `${id}: ${target}: ${html.slice(0, 120)}`));
}"""

# Leaves for axe's rule of contrast the first and the last text, and field, of each look that no page has had yet, and
# gives these looks: color, size, and what lies behind, as far as the style of its ancestors says. All others of that
# look have the same contrast. Of links in texts one of each look is compared with its text, which takes axe longest.
EACH_LOOK = """(known) => {
  axe.configure({rules: [{id: "color-contrast", selector: "[data-look]"}]});
  document.querySelectorAll("[data-look]").forEach((node) => node.removeAttribute("data-look"));
  const chains = new Map([[null, ""]]), looks = new Map();
  const behind = (node) => {
    if (!chains.has(node)) {
      const {backgroundColor, backgroundImage, opacity, position, filter, mixBlendMode} = getComputedStyle(node);
      const own = [backgroundColor, backgroundImage, opacity, position, filter, mixBlendMode].join();
      const plain = own === "rgba(0, 0, 0, 0),none,1,static,none,normal";
      chains.set(node, behind(node.parentElement) + (plain ? "" : `|${own}`));
    }
    return chains.get(node);
  };
  const hasText = (node) => [...node.childNodes].some(({nodeType, data}) => nodeType === 3 && data.trim());
  for (const node of document.body.querySelectorAll("*")) {
    if (!(hasText(node) || node.matches("input, select, textarea")) || !node.checkVisibility()) continue;
    const {color, fontSize, fontWeight, textShadow} = getComputedStyle(node);
    const look = [node.localName, color, fontSize, fontWeight, textShadow, behind(node)].join(" ");
    if (!looks.has(look)) looks.set(look, []);
    looks.get(look).push(node);
  }
  for (const look of known) looks.delete(look);
  for (const all of looks.values()) for (const node of [all[0], all.at(-1)]) node.setAttribute("data-look", "");
  // A link in a text stands out, or does not, as others do that have its style in a block of the same look.
  const styles = new Map();
  const styled = (node) => {
    if (!styles.has(node)) {
      const {display, color, font, textDecoration, border, outline, background, textShadow} = getComputedStyle(node);
      const own = [display, color, font, textDecoration, border, outline, background, textShadow];
      styles.set(node, own.concat(["::before", "::after"].map((part) => getComputedStyle(node, part).content)).join());
    }
    return styles.get(node);
  };
  const inBlock = (node) => {
    const inline = /^inline(?!-)/.test(getComputedStyle(node).display) && node.parentElement;
    return styled(node) + (inline ? inBlock(node.parentElement) : behind(node));
  };
  for (const id of ["link-in-text-block", "link-in-text-block-style"]) {
    const check = axe._audit.checks[id], known = new Map();
    const evaluate = (check.ofEach ??= check.evaluate);
    check.evaluate = function (node, ...more) {
      const look = inBlock(node);
      if (!known.has(look)) known.set(look, evaluate.call(this, node, ...more));
      return known.get(look);
    };
  }
  return [...looks.keys()];
}"""


@pytest.fixture(scope="session")
def axe():
    """A function that returns a page's accessibility violations, one line each.

    `each_look`: the contrast of each look instead of each text, once in all pages (see EACH_LOOK); `only` is a rule.
    """
    right = set()  # looks whose contrast is enough

    def violations(page, each_look=False, only=None):
        if not page.evaluate("() => 'axe' in window"):
            page.evaluate(AXE_SCRIPT)
        looks = page.evaluate(EACH_LOOK, list(right)) if each_look else []
        if each_look and not looks and only == CONTRAST:
            return []
        found = page.evaluate(VIOLATIONS, {"runOnly": {"type": "rule", "values": [only]}} if only else {})
        if not any(each.startswith(CONTRAST) for each in found):
            right.update(looks)
        return found

    return violations
