"""Write the catalogs of a language, to be filled in: `make translate IN=de`.

    locale/de/LC_MESSAGES/painlab.po   what labs, quizzes and the interface say
    locale/de/LC_MESSAGES/prose.po     what the pages say, by Sphinx

What was translated before stays; where the English has changed, the entry is marked as fuzzy, and English is shown.
"""

import io
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import yaml
from babel.messages import Catalog, pofile

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "locale"


def texts() -> list[str]:
    """Every text of labs, models, drawings, quizzes, exercises, inventory, auditor and scripts, each once, in order."""
    from painlab.page import words

    words.speak(words.LIST)
    from painlab.evidence.audit import audit
    from painlab.lab.lab import load, names
    from painlab.lab.widget import spec_of
    from painlab.page.join import FRONTEND, front_file
    from painlab.questions import exercise, inventory, quiz

    for name in names():
        spec_of(load(name))
    for folder, known in ((quiz.QUIZZES, quiz.quizzes()), (exercise.EXERCISES, exercise.chapters())):
        for name in known:
            quiz.read_quiz(folder / f"{name}.json")
    inventory.read_inventory()
    audit()
    front_file("page/words.js")
    words.spoken(FRONTEND / "page/words.js", ROOT / "book/assets")
    return [text for text in words.catalog().texts if any(letter.isalpha() for letter in text)]


def merge(path: Path, template: Catalog, language: str):
    """Write the entries of `template` to a .po file, with what it says already."""
    made = Catalog(locale=language)
    if path.exists():
        with path.open("rb") as file:
            made = pofile.read_po(file, locale=language)
    made.update(template)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        pofile.write_po(file, made, width=0, omit_header=False)


def interface() -> Catalog:
    """The template of painlab.po."""
    template = Catalog()
    for text in texts():
        template.add(text)
    return template


def prose() -> Catalog:
    """The template of prose.po, which Sphinx writes; no notebook runs for it."""
    with tempfile.TemporaryDirectory() as folder:
        config = yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))
        config["execute"]["execute_notebooks"] = "off"
        changed = Path(folder) / "_config.yml"
        changed.write_text(yaml.safe_dump(config), encoding="utf-8")
        command = [sys.executable, "-c", "from jupyter_book.cli.main import main; main()", "build", ".", "--all"]
        command += ["--config", changed, "--path-output", folder, "--builder", "custom", "--custom-builder", "gettext"]
        subprocess.run(command, cwd=ROOT, check=True, env=os.environ)
        found = next(Path(folder).rglob("prose.pot"))
        shutil.rmtree(Path(folder) / "_build/.doctrees", ignore_errors=True)
        return pofile.read_po(io.BytesIO(found.read_bytes()))


def main(language: str):
    folder = LOCALE / language / "LC_MESSAGES"
    merge(folder / "prose.po", prose(), language)
    merge(folder / "painlab.po", interface(), language)
    print(f"{folder.relative_to(ROOT)}: fill in painlab.po and prose.po, and set language: {language} in _config.yml.")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else sys.exit("Name a language: make translate IN=de"))
