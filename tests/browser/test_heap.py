"""Nothing grows: after thousands of moves of a control a lab holds as much memory as before."""

import pytest
from mounted import MOUNT, page_for_a_lab
from painlab.lab import load, names
from painlab.lab.widget import spec_of
from painlab.page.join import joined_modules

ALLOWED = 5e6  # bytes
# Moves the sliders in turn, each time until the picture is complete, and in the end back to where they were.
MOVE = """async ([moves, count]) => {
  const frame = () => new Promise(requestAnimationFrame);
  const stale = () => document.querySelector(".painlab-sentence.painlab-stale");
  const move = async (symbol, value) => {
    model.set(symbol, value);
    do await frame(); while (stale());
  };
  for (let i = 0; i < count; i += 1) {
    const [symbol, low, high] = moves[i % moves.length];
    await move(symbol, low + (high - low) * ((i * 0.6180339887) % 1));
  }
  for (const [symbol, , , value] of moves) await move(symbol, value);
}"""


@pytest.fixture
def heap_of(visit, tmp_path):
    """heap_of(lab, counts): bytes that the page of a lab holds after each so many further moves of its sliders."""

    def heap_of(name, counts):
        made = load(name)
        page = visit(page_for_a_lab(tmp_path))
        wire = page.context.new_cdp_session(page)
        page.evaluate(MOUNT, [joined_modules(), spec_of(made), {}])
        page.wait_for_function("!document.querySelector('.painlab-sentence.painlab-stale') && model.traits.readouts")
        moves = [[row.symbol, row.low, row.high, row.value] for row in made.described if not row.choices][:2]
        held = []
        for count in counts:
            page.evaluate(MOVE, [moves, count])
            wire.send("HeapProfiler.collectGarbage")
            usage = wire.send("Runtime.getHeapUsage")
            held.append(usage["usedSize"] + usage["backingStorageSize"])
        return held

    return heap_of


def test_two_hundred_moves_of_the_gate_leave_nothing_behind(heap_of):
    before, after = heap_of("gate", (20, 200))
    assert after - before < ALLOWED, f"{(after - before) / 1e6:.1f} MB more"


# A lab that keeps each run holds half a megabyte more after each move: 150 moves show it in any lab. The first hundred
# fill what is kept once: programs that the browser has compiled, the answer of each kind of sweep.
@pytest.mark.slow
@pytest.mark.parametrize("name", names())
def test_moves_of_a_lab_leave_nothing_behind(name, heap_of):
    before, after = heap_of(name, (100, 150))
    assert after - before < ALLOWED, f"{(after - before) / 1e6:.1f} MB more"


@pytest.mark.slow
@pytest.mark.parametrize("name", ["gate", "gate_switch", "memory"])
def test_two_thousand_moves_leave_nothing_behind(name, heap_of):
    before, after = heap_of(name, (100, 2000))
    assert after - before < ALLOWED, f"{(after - before) / 1e6:.1f} MB more"
