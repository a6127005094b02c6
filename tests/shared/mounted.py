"""What mounts a lab in a page of its own, and the small lab of which many tests ask."""

from painlab.lab import Card, Control, Discovery, Goal, Lab, Option, Readout
from painlab.models.gate import model as gate
from painlab.page.join import joined_styles

REASON = "Touch excites the output cell as well."
LAB = Lab(
    gate,
    title="A small gate",
    question="What does touch do?",
    prediction="You add touch of 15 Hz. The output",
    options=(Option("falls", "Not yet at 15 Hz."), Option("rises", REASON, right=True)),
    misconception="The gate is a switch.",
    note="Nobody feels P.",
    controls=[
        Control("fA", "touch", 0, 80, 1),
        Control("fC", "noxious input", 0, 30, 1, value=22),
        Control("gIP", "gate strength", 0, 2.5, 0.05, level=2),
        Control("gEP", "excitation", 0.1, 2, 0.1, level=3, log=True),
        Control("K", "NMDA as", level=3, choices=(("coded", 2.0), ("halved", 1.0)), value=2.0),
    ],
    settings={"duration": 1.0},
    schedules={"fA": (1, (0.54, 0.80, "fA")), "fC": (1, (0.59, 0.80, "fC"))},
    readouts={"output": Readout("output", "integral", "P", 0.59, 0.89, "spikes")},
    sentence=("Touch at {fA} Hz: {output:.2f} output spikes.",),
    views=[
        {"kind": "traces", "panels": [{"show": {"fA": "touch", "fC": "nociceptive"}, "label": "input (Hz)"}]},
        {
            "kind": "curve",
            "sweep": "fA",
            "from": 0,
            "to": 80,
            "points": 9,
            "read": "output",
            "label": "output",
        },
    ],
    presets={"healthy": {}, "half a gate": {"gIP": 0.9}},
    move={"fA": 15},
    goals=[Goal("Which touch takes most of it away?", "output < 2", {"fA": 25}, "Touch at 25 Hz does.")],
    discoveries=[Discovery("Half a gate lets it through.", {"fA": 25, "gIP": 0.9})],
    card=Card(published="Equations.", ours="Input.", left_out="Much.", not_for="Dosing."),
)
MOUNT = """async ([text, spec, given]) => {
  const module = await import(URL.createObjectURL(new Blob([text], {type: "text/javascript"})));
  const traits = {kind: "lab", name: spec.name, spec, readouts: {}, link: "", _esm: text};
  for (const {symbol, value} of spec.controls) traits[symbol] = value;
  Object.assign(traits, given);
  const listeners = new Map();
  globalThis.model = {
    traits, written: [],
    get: (name) => traits[name],
    set(name, value) {
      if (Object.is(traits[name], value)) return;
      traits[name] = value;
      model.written.push(name);
      for (const act of [...(listeners.get(`change:${name}`) ?? [])]) act();
    },
    save_changes() {},
    on: (event, act) => listeners.set(event, [...(listeners.get(event) ?? []), act]),
    off: (event, act) => listeners.set(event, (listeners.get(event) ?? []).filter((known) => known !== act)),
    listening: () => [...listeners.values()].flat().length,
  };
  globalThis.unmount = module.default.render({model, el: document.getElementById("here")});
}"""


def page_for_a_lab(folder, above=0):
    """The address of a page in `folder` into which MOUNT puts a lab; `above` are pixels before it."""
    file = folder / "lab.html"
    file.write_text(
        '<!doctype html><html lang="en" data-content_root="./"><meta charset="utf-8"><title>Lab</title>'
        '<meta name="viewport" content="width=device-width">'
        f"<style>body{{background:var(--paper);color:var(--ink)}}{joined_styles()}</style>"
        f'<main><h1>A page</h1><div style="height:{above}px"></div><div id=here></div></main>',
        encoding="utf-8",
    )
    return file.as_uri()
