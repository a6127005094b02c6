"""Nothing grows: after thousands of moves of a control a lab holds as much memory as before."""

import pytest
from mounted import MOUNT, page_for_a_lab
from painlab.lab import load, names
from painlab.lab.widget import spec_of
from painlab.page.join import joined_modules

ALLOWED = 5e6  # bytes
# Moves the sliders in turn, and in the end back to where they were; each `nth` move is left until the picture is
# complete, the others for a frame, as under a hand that moves on.
MOVE = """async ([moves, count, nth]) => {
  const frame = () => new Promise(requestAnimationFrame);
  const stale = () => document.querySelector(".painlab-sentence.painlab-stale");
  const move = async (symbol, value, complete) => {
    model.set(symbol, value);
    do await frame(); while (complete && stale());
  };
  for (let i = 0; i < count; i += 1) {
    const [symbol, low, high] = moves[i % moves.length];
    await move(symbol, low + (high - low) * ((i * 0.6180339887) % 1), i % nth === 0);
  }
  for (const [symbol, , , value] of moves) await move(symbol, value, true);
}"""


@pytest.fixture
def heap_of(visit, tmp_path):
    """heap_of(lab, counts, nth): bytes that its page holds after so many further moves, each nth left to its end."""

    def heap_of(name, counts, nth=1):
        lab = load(name)
        page = visit(page_for_a_lab(tmp_path))
        wire = page.context.new_cdp_session(page)
        page.evaluate(MOUNT, [joined_modules(), spec_of(lab), {}])
        page.wait_for_function("!document.querySelector('.painlab-sentence.painlab-stale') && model.traits.readouts")
        moves = [[row.symbol, row.low, row.high, row.value] for row in lab.described if not row.choices][:2]
        held = []
        for count in counts:
            page.evaluate(MOVE, [moves, count, nth])
            wire.send("HeapProfiler.collectGarbage")
            usage = wire.send("Runtime.getHeapUsage")
            held.append(usage["usedSize"] + usage["backingStorageSize"])
        return held

    return heap_of


def test_two_hundred_moves_of_the_gate_leave_nothing_behind(heap_of):
    before, after = heap_of("gate", (20, 200))
    assert after - before < ALLOWED, f"{(after - before) / 1e6:.1f} MB more"


# A lab that keeps each run holds 0.15 megabytes more after each, a heavy one 20: 50 complete ones show it in 20 labs;
# in the others a run is a few numbers. The first hundred moves fill what is kept once: programs that the browser has
# compiled, the answer of each kind of sweep.
@pytest.mark.slow
@pytest.mark.parametrize("name", names())
def test_moves_of_a_lab_leave_nothing_behind(name, heap_of):
    before, after = heap_of(name, (100, 150), nth=3)
    assert after - before < ALLOWED, f"{(after - before) / 1e6:.1f} MB more"


@pytest.mark.slow
@pytest.mark.parametrize("name", ["gate", "gate_switch", "memory"])
def test_two_thousand_moves_leave_nothing_behind(name, heap_of):
    before, after = heap_of(name, (100, 2000))
    assert after - before < ALLOWED, f"{(after - before) / 1e6:.1f} MB more"
