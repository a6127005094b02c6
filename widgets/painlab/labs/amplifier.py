"""Lab: one circuit from skin to brain, examined before, during and after a treatment."""

from ..lab import Card, Control, Discovery, Goal, Lab, Option, Readout
from ..models.amplifier import model

MODERATE, SEVERE = {"fect": 13, "Aloss": 0.3}, {"fect": 22, "Aloss": 0.3}
INFLAMED, LTP = {"S": 2, "spont": 13}, {"rho": 0.6}
LOST, GENERATOR = {"E_GABA": -52}, {"Icen": 42, "E_GABA": -62}
KEPT_GOING = {"spont": 5, "rho": 1, "Dles": -0.8, "E_GABA": -62}


def read(label):
    """A read-out of the examination, with one decimal."""
    return Readout(label, "protocol", digits=1)


def meter(symbol, label, full, role, unit="Hz"):
    """A meter that shows `symbol` from 0 to `full`."""
    return {"show": symbol, "label": label, "unit": unit, "full": full, "role": role, "digits": 2 if full == 1 else 1}


def mark(label, values, x, y, block=False, **more):
    """A place to press, at x and y of the drawing, that sets `values`."""
    return {"label": label, "values": values, "at": [x, y], "block": block, **more}


def site(label, width, meters, lesions, treatments):
    """A station of the drawing, `width` of its units wide, with its meters, lesions and treatments."""
    return {"label": label, "width": width, "meters": meters, "lesions": lesions, "treatments": treatments}


def way(symbol, role, speed):
    """A line along which pulses of `symbol` run at `speed`."""
    return {"show": symbol, "role": role, "speed": speed}


SITES = [
    site(
        "skin",
        132,
        [meter("f_skin", "endings send", 40, "nociceptive"), meter("f_touch", "touch fibers send", 40, "touch")],
        [mark("inflammation", INFLAMED, 62, 150)],
        [
            mark("skin block", {"bd": 1}, 134, 166, block=True),
            mark("stimulation at the skin", {"tens": 25}, 176, 206),
            mark("needle (hypothetical)", {"needle": 1}, 88, 216),
        ],
    ),
    site(
        "nerve",
        152,
        [
            meter("f_nerve", "thin fibers pass on", 40, "nociceptive"),
            meter("f_passed", "touch fibers pass on", 40, "touch"),
        ],
        [],
        [mark("nerve block", {"bn": 1}, 228, 166, block=True)],
    ),
    site(
        "ganglion and root",
        136,
        [meter("f_root", "thin fibers leave with", 40, "nociceptive")],
        [mark("nerve injury, moderate", MODERATE, 352, 120), mark("nerve injury, severe", SEVERE, 352, 120, level=3)],
        [
            mark("root block", {"bp": 1}, 444, 166, block=True),
            mark("systemic sodium-channel blocker", {"lido": 0.6}, 326, 112),
        ],
    ),
    site(
        "dorsal horn",
        228,
        [
            meter("fC", "thin fibers bring", 40, "nociceptive"),
            meter("fA", "touch fibers bring", 40, "touch"),
            meter("I", "inhibitory cells fire", 80, "inhibition"),
            meter("chi", "weight of inhibition (below 0 it excites)", 1, "inhibition", ""),
            meter("P", "output cells fire", 50, "projection"),
        ],
        [
            mark("disinhibition", LOST, 512, 200, level=1),
            mark("potentiated C-fiber synapses (LTP)", LTP, 526, 152),
            mark("plateau generator", {"gPP": 1.0}, 562, 142),
        ],
        [
            mark("gabapentinoid", {"gbp": 0.25}, 494, 160),
            mark("opioid", {"opi": 0.6}, 506, 132),
            mark("NMDA blocker", {"ket": 0.6}, 538, 124),
            mark("stimulation at the cord", {"scs": 25}, 470, 202),
        ],
    ),
    site(
        "brainstem",
        128,
        [meter("D", "descending control (below 0 it facilitates)", 1, "descending", "")],
        [mark("descending facilitation", {"Dles": -0.4}, 740, 138)],
        [mark("SNRI", {"snri": 1}, 690, 194), mark("conditioning stimulus", {"cpm": 1}, 764, 158)],
    ),
    site(
        "brain",
        184,
        [meter("F_out", "circuit output", 100, "projection", "of 100")],
        [mark("generator in the cord or brain", GENERATOR, 846, 132)],
        [],
    ),
]

lab = Lab(
    model,
    title="The amplifier",
    question="Where is the generator, where is the amplifier, and what does relief by a block prove?",
    task="Put the nerve block in place (○), and compare rest and brush.",
    move={"bn": 1},
    goals=(
        Goal(
            "Ewa: find what quiets the brush.",
            "(E_GABA > -55)*(brush < 5)",
            {**LOST, "bn": 1},
            "The fault is in the cord, and yet a nerve block quiets the brush: 0.9.",
        ),
        Goal(
            "Ewa: find a treatment that makes it worse at rest.",
            "(E_GABA > -55)*(resting > 80)",
            {**LOST, "scs": 25},
            "Stimulation at the cord makes lost inhibition worse: from 1.2 to 88.8 at rest.",
        ),
        Goal(
            "Grace: a nerve injury born in the ganglion. Find the block that reaches it.",
            "(fect > 10)*(phi == 0)*(resting < 5)*(gbp == 0)",
            {**MODERATE, "bp": 1},
            "A nerve block leaves 97.7, a root block 0.5.",
        ),
    ),
    prediction="Ewa: inhibition in the cord is lost, and a soft brush sets the output to 99.9. You numb the nerve. A brush now gives",
    options=(
        Option("99.9; the fault is in the cord", "The fault needs touch to speak through."),
        Option("about 50", "All or nothing in this circuit."),
        Option(
            "0.9", "Input is needed, though the input is not the fault. Relief does not locate the disease.", right=True
        ),
        Option("100, more than before", "No."),
    ),
    misconception="Pain is where the damage is, so treat there.",
    note=(
        "A sketch of mechanisms, not a calculator of treatments. One circuit switches wholly on or off; a clinic does not. In this circuit a short event can leave "
        "a lasting state; in people most strong short pains leave none, and the model has no healing. The size of the needle is an assumption of ours and no "
        "evidence: the trials are the evidence, not this slider; conclude nothing about acupuncture from it. Nobody feels this output."
    ),
    controls=[
        Control("E_GABA", "reversal of inhibition", -75, -45, 1, level=2),
        Control("bn", "share of the nerve that is blocked", 0, 1, 0.05),
        Control("fect", "ectopic discharge", 0, 30, 0.5, level=2),
        Control("phi", "share of it born beyond the nerve block", 0, 1, 0.05, level=2),
        Control("Aloss", "touch fibers lost", 0, 1, 0.05, level=2),
        Control("bd", "share of the skin that is blocked", 0, 1, 0.05, level=2),
        Control("bp", "share of the root that is blocked", 0, 1, 0.05, level=2),
        Control("gbp", "effect of the gabapentinoid", 0, 0.5, 0.05, level=2),
        Control("scs", "rate of stimulation at the cord", 0, 40, 1, level=2),
        Control("snri", "effect of the SNRI", 0, 1, 0.05, level=3),
        Control("lido", "effect of the sodium-channel blocker", 0, 1, 0.05, level=3),
        Control("opi", "effect of the opioid", 0, 1, 0.05, level=4),
        Control("ket", "effect of the NMDA blocker", 0, 1, 0.05, level=4),
        Control("S", "sensitive endings", 1, 3, 0.1, level=4),
        Control("spont", "ongoing activity from the skin", 0, 25, 0.5, level=4),
        Control("rho", "potentiated C-fiber synapses", 0, 1, 0.05, level=4),
        Control("gPP", "size of the plateau", 0, 1.2, 0.05, level=4),
        Control("Icen", "current of the generator", 0, 60, 1, level=4),
        Control("Dles", "change of descending control", -1, 0.5, 0.05, level=4),
        Control("tens", "rate of stimulation at the skin", 0, 40, 1, level=4),
        Control("cpm", "strength of the conditioning stimulus", 0, 1, 0.05, level=4),
        Control("needle", "size of the needle's effect (hypothetical)", 0, 1, 0.05, level=4),
        Control("injury", "the strong event", level=4, choices=(("happens", 1), ("does not happen", 0))),
        Control("gam", "weight of expectation", 0, 1, 0.01, level=4),
        Control("Eexp", "expected output", 0, 100, 1, level=4),
    ],
    levels=("Ewa", "and Paulo, Grace", "and Tom, Nadia", "all"),
    opens=LOST,
    settings={"protocol": "examination"},
    readouts={
        "before": read("before the strong event"),
        "injured": read("at the strong event"),
        "untreated": read("after it, untreated"),
        "resting": read("at rest, treated"),
        "brush": read("brush, treated"),
        "mild": read("mild pinch, treated"),
        "strong": read("strong pinch, treated"),
        "washout": read("at rest, treatment gone"),
    },
    sentence=(
        "Circuit output (0–100): {before:.1f} before a strong event, {untreated:.1f} after it.",
        (
            (
                "bn + gbp + scs + bd + bp + lido + snri + opi + ket + tens + cpm + needle > 0",
                "With treatment {resting:.1f} at rest and {brush:.1f} to a brush; when it is gone, {washout:.1f}.",
            ),
            (True, "Without treatment {resting:.1f} at rest and {brush:.1f} to a brush."),
        ),
    ),
    views=[
        {
            "kind": "pathway",
            "banner": "One circuit: near 0 or near 100. No treatment calculator.",
            "scale": "Circuit output (0–100)",
            "about": "Treatments act from ‘at rest’ to ‘strong pinch’.",
            "full": 100,
            "first": "brushed",
            "every": 10,
            "phases": [
                {"phase": "baseline", "label": "before"},
                {"phase": "injury", "label": "strong event", "level": 2},
                {"phase": "untreated", "label": "after it", "level": 2},
                {"phase": "treated", "label": "at rest"},
                {"phase": "brushed", "label": "brush"},
                {"phase": "mild test", "label": "mild pinch", "level": 2},
                {"phase": "strong test", "label": "strong pinch", "level": 2},
                {"phase": "washed out", "label": "treatment gone", "level": 2},
            ],
            "ways": {
                "ending": way("f_skin", "nociceptive", 45),
                "nerve": way("f_nerve", "nociceptive", 45),
                "ganglion": way("f_born", "nociceptive", 45),
                "root": way("f_root", "nociceptive", 45),
                "thin": way("fC", "nociceptive", 45),
                "touch": way("f_touch", "touch", 160),
                "touch-nerve": way("f_passed", "touch", 160),
                "thick": way("fA", "touch", 160),
                "inhibition": way("I", "inhibition", 60),
                "projection": way("P", "projection", 130),
            },
            "sites": SITES,
        },
    ],
    presets={
        "healthy": {},
        "inhibition lost": LOST,
        "inflammation": INFLAMED,
        "nerve injury, moderate": MODERATE,
        "nerve injury, severe": SEVERE,
        "potentiated C-fiber synapses (LTP)": LTP,
        "potentiated synapses and less inhibition (ours)": {"rho": 0.6, "E_GABA": -60},
        "plateau generator": {"gPP": 1.0},
        "central pain: generator in the cord or brain": GENERATOR,
        "central pain, kept going by input (ours)": KEPT_GOING,
        "descending facilitation": {"Dles": -0.4},
    },
    discoveries=[
        Discovery(
            "A healthy circuit: the strong event is loud (86), and seconds later it is over.",
            {},
            {"injured": 86.3, "untreated": 0.7},
        ),
        Discovery(
            "The fault is in the cord, and yet a nerve block quiets brush: 0.9.", LOST | {"bn": 1}, {"brush": 0.9}
        ),
        Discovery(
            "Stimulation at the cord makes lost inhibition worse: from 1.2 to 88.8 at rest.",
            LOST | {"scs": 25},
            {"resting": 88.8},
        ),
        Discovery(
            "Moderate nerve injury, born in the ganglion: a nerve block leaves 97.7 …",
            MODERATE | {"bn": 1},
            {"resting": 97.7},
        ),
        Discovery("… a root block 0.5 …", MODERATE | {"bp": 1}, {"resting": 0.5}),
        Discovery(
            "… and with half of it born beyond the nerve block that one is enough.",
            MODERATE | {"phi": 0.5, "bn": 1},
            {"resting": 1.2},
        ),
        Discovery(
            "Central pain, generator in the cord or brain: no block reaches it.",
            GENERATOR | {"bp": 1},
            {"resting": 91.1},
        ),
        Discovery(
            "Central pain that looks the same but is kept going by input: a nerve block leaves 0.7.",
            KEPT_GOING | {"bn": 1},
            {"resting": 0.7},
        ),
        Discovery(
            "Potentiated synapses alone leave brush painless; with less inhibition brush gives 61.",
            {"rho": 0.6, "E_GABA": -60},
            {"brush": 61.3, "mild": 85.9},
        ),
        Discovery(
            "A gabapentinoid switches a moderate injury off, and the relief outlasts it; no clinic sees this.",
            MODERATE | {"gbp": 0.25},
            {"untreated": 99.1, "resting": 2.4, "washout": 4.4},
        ),
    ],
    card=Card(
        published="The circuit of the dorsal horn: four equations, weights and time constants from the authors' program of 2021.",
        ours="Everything else: the periphery, the three blocks, the sign of inhibition, descending control, expectation, every lesion, every treatment and its strength, the examination.",
        left_out="Healing, immune cells, sleep, meaning, tolerance, learning, months; central sensitization as a spread to other inputs; people who differ.",
        not_for="Choosing, dosing or comparing treatments; predicting who responds; any conclusion about acupuncture.",
        deviations="One circuit switches, near 0 or near 100, because the published response curves are steep. That a brief block of NMDA receptors can have a lasting effect is the model's prediction, not a clinical claim. A block of the nerve abolished pain in 14 of 14 people with nerve lesions, and pain after stroke in 7 of 8: the presets in which it fails are presets.",
    ),
)
