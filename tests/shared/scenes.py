"""What tests of scenes ask: the labs that have one, and its parts at a moment of a run, as the front end has them."""

from painlab.lab import load, names
from painlab.lab.widget import spec_of

DRAWN = [(name, view["drawing"]) for name in names() for view in load(name).views if view["kind"] == "scene"]
LABS = [name for name, _ in DRAWN]

READ = """([spec, state, ask]) => {
  const code = compile(spec.code), run = start(code, code.request(state));
  while (!run.advance(100));
  const reader = makeReader(code, run, state), scene = readScene(spec.scene), clock = clockOf(scene, reader);
  return (new Function("reader", "scene", "clock", "run", `return ${ask}`))(reader, scene, clock, run);
}"""


def ask_scene(page, name, ask, **state):
    """The value, in a page with the front end, of JavaScript `ask` of reader, scene, clock and run of a lab's state."""
    return page.evaluate(READ, [spec_of(load(name)), load(name).state(**state), ask])
