"""What lets the built site stay on a device: the worker, the list of what it keeps, the manifest and its icons."""

import hashlib
import json
import shutil
from pathlib import Path
from urllib.parse import quote

import resvg_py
import yaml
from painlab.page.palette import LIGHT

ROOT = Path(__file__).resolve().parent.parent
SITE = ROOT / "_build/html"
ASSETS = ROOT / "book/assets"
LEFT_OUT = {"_downloads", "_sources", "lms", "notebooks"}  # what a reader takes as a file, from the web
OWN = {"worker.js", "kept-files.js", "objects.inv", ".nojekyll", ".buildinfo"}
SIZES = (180, 192, 512)  # what iOS and the manifest's readers ask for
PLATE = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" fill="{paper}"/>'
    '<g transform="translate(6.4 6.4) scale(0.6)">{drawing}</g></svg>'
)


def write(site=SITE):
    """Write worker.js, kept-files.js, book.webmanifest and icons/ into `site`, after all of its other files."""
    config = yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))
    (site / "icons").mkdir(exist_ok=True)
    for size in SIZES:
        (site / f"icons/{size}.png").write_bytes(icon(size))
    (site / "book.webmanifest").write_text(json.dumps(manifest(config), indent=1), encoding="utf-8")
    shutil.copy(ASSETS / "worker.js", site / "worker.js")
    (site / "kept-files.js").write_text(f"self.KEPT = {json.dumps(kept(site))};\n", encoding="utf-8")


def icon(size: int) -> bytes:
    """The book's mark as PNG on its paper, with the margin that round and square masks of phones leave free."""
    drawing = (ASSETS / "favicon.svg").read_text(encoding="utf-8")
    plate = PLATE.format(paper=LIGHT["paper"], drawing=drawing)
    return bytes(resvg_py.svg_to_bytes(svg_string=plate, width=size, height=size))


def manifest(config: dict) -> dict:
    """The web manifest of a book with this _config.yml. `minimal-ui` has the browser's way back."""
    icons = [
        {"src": f"icons/{size}.png", "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}
        for size in SIZES[1:]
        for purpose in ("any", "maskable")
    ]
    return {
        "name": config["title"],
        "short_name": config["title"],
        "lang": config["sphinx"]["config"]["language"],
        "start_url": "index.html",
        "scope": "./",
        "display": "minimal-ui",
        "background_color": LIGHT["paper"],
        "theme_color": LIGHT["paper"],
        "icons": icons,
    }


def kept(site: Path) -> dict:
    """{version, bytes, files}: addresses of the files that are kept, their size, and a hash of what is in them."""
    paths = [path.relative_to(site) for path in sorted(site.rglob("*")) if path.is_file()]
    files = [path for path in paths if path.parts[0] not in LEFT_OUT and path.as_posix() not in OWN]
    version, size = hashlib.sha256((site / "worker.js").read_bytes()), 0
    for path in files:
        content = (site / path).read_bytes()
        version.update(f"{path.as_posix()} {len(content)} ".encode() + content)
        size += len(content)
    addresses = [quote(path.as_posix()) for path in files]
    return {"version": version.hexdigest()[:16], "bytes": size, "files": addresses}


if __name__ == "__main__":
    write()
