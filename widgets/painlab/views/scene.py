"""Scenes: drawings whose parts a run moves. One SVG a scene, `scenes/<name>.svg`.

What may stand on a part: see `scene_parts.js`."""

import re
from pathlib import Path

from ..errors import refuse
from ..page.words import drawn
from ..shared.scene_rules import RULES

SAYS = {"drawing!"}

SCENES = Path(__file__).parent / "scenes"
ROOT = ("from", "to", "at", "speed", "then", "sound", "tap", "rub")
WORDS = ("for", "takes", "from", "every", "by", "lead", "over", "least", "since", "digits")
SYMBOL = re.compile(r"[A-Za-z_]\w*(?:@[\d.]+)?")


def scene_names():
    """Names of all scenes, sorted."""
    return sorted(path.stem for path in SCENES.glob("*.svg"))


def scene_of(name):
    """The text of the scene `name`, `ModelError` with the nearest name where there is none."""
    if name not in scene_names():
        refuse("", f"there is no scene '{name}'", name, scene_names())
    return re.sub(r">\s+<", "><", drawn((SCENES / f"{name}.svg").read_text(encoding="utf-8"))).strip()


def rules_of(text):
    """[(rule, text of the rule)] of all parts of a scene and of its root, in the order of the document."""
    return re.findall(r'\sdata-([\w-]+)="([^"]*)"', text)


def symbols_of(text):
    """Symbols that the rules of a scene read. `ModelError` for a rule that no scene has."""
    symbols = []
    for rule, said in rules_of(text):
        if rule not in RULES + ROOT:
            refuse("", f"a scene knows no rule 'data-{rule}'", rule, RULES + ROOT)
        for part in said.split():
            if ":" not in part and part not in WORDS and not (rule == "at" and part == "peak"):
                symbols += SYMBOL.findall(part)
    return [symbol for symbol in dict.fromkeys(symbols) if symbol not in ("t", "spikes")]


def check(lab, view):
    """Every rule of a view's scene is one, and reads something that the lab's run has."""
    model = lab.model
    moving = [quantity.symbol for quantity in (*model.settable, *model.states)] + [line.name for line in model.helpers]
    places = [f"{model.membrane}@{site:g}" for site in model.sites] if model.method == "chain" else []
    known = [*moving, *places, *model.trains, *lab.readouts, *lab.derived, *(row.symbol for row in lab.described)]
    for symbol in symbols_of(scene_of(view["drawing"])):
        if symbol not in known:
            where = f"the scene '{view['drawing']}' reads '{symbol}', which the lab's run has not"
            refuse(lab.title, where, symbol, {*known})
