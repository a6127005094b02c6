"""Lab: one circuit from skin to brain, examined before, during and after a treatment."""

from ..lab import Card, Control, Discovery, Lab, Option, Readout
from ..models.amplifier import model

HEALTHY = {"E_GABA": -73}


def meter(name, label, role):
    """One row of the picture: a read-out as a point on the scale."""
    return {"label": label, "estimate": name, "low": "no_interval", "high": "no_interval", "role": role}


def read(label, shown=True):
    return Readout(label, "protocol", digits=1, shown=shown)


lab = Lab(
    model,
    title="The amplifier",
    question="Where is the generator, where is the amplifier, and what does relief by a block prove?",
    prediction="The fault is in the cord: inhibition is lost, and brushing hurts (99.9). You numb the nerve. Brushing now gives",
    options=(
        Option("99.9; the fault is in the cord", "The fault needs touch to speak through."),
        Option("about 50", "All or nothing in this circuit."),
        Option(
            "0.9", "Input is needed, though the input is not the fault. Relief does not locate the disease.", right=True
        ),
        Option("more", "No."),
    ),
    misconception="Pain is where the damage is, so treat there.",
    note=(
        "A sketch of mechanisms, not a calculator of treatments. One circuit switches wholly on or off; a clinic does not. In this circuit a short event can leave "
        "a lasting state; in people most strong short pains leave none, and the model has no healing. The size of the needle is an assumption of ours and no "
        "evidence: the trials are the evidence, not this slider; conclude nothing about acupuncture from it. Nobody feels this output."
    ),
    controls=[
        Control("bn", "nerve block", 0, 1, 0.05),
        Control("gbp", "gabapentinoid", 0, 0.5, 0.05),
        Control("scs", "stimulation at the cord", 0, 40, 1),
        Control("bd", "skin block", 0, 1, 0.05, level=2),
        Control("bp", "root block", 0, 1, 0.05, level=2),
        Control("lido", "systemic sodium-channel blocker", 0, 1, 0.05, level=2),
        Control("snri", "SNRI", 0, 1, 0.05, level=2),
        Control("opi", "opioid", 0, 1, 0.05, level=2),
        Control("ket", "NMDA blocker", 0, 1, 0.05, level=2),
        Control("S", "sensitive endings", 1, 3, 0.1, level=2),
        Control("spont", "ongoing activity from the skin", 0, 25, 0.5, level=2),
        Control("fect", "ectopic discharge", 0, 30, 0.5, level=2),
        Control("phi", "share of it distal to the nerve block", 0, 1, 0.05, level=2),
        Control("Aloss", "touch fibers lost", 0, 1, 0.05, level=2),
        Control("E_GABA", "reversal of inhibition", -75, -45, 1, level=2, value=-52),
        Control("rho", "potentiated C-fiber synapses", 0, 1, 0.05, level=2),
        Control("gPP", "plateau", 0, 1.2, 0.05, level=2),
        Control("Icen", "generator in the cord or brain", 0, 60, 1, level=2),
        Control("Dles", "descending control", -1, 0.5, 0.05, level=2),
        Control("tens", "stimulation at the skin", 0, 40, 1, level=3),
        Control("cpm", "conditioning stimulus elsewhere", 0, 1, 0.05, level=3),
        Control("needle", "needle (hypothetical size)", 0, 1, 0.05, level=3),
        Control("injury", "the injury", level=3, choices=(("happens", 1), ("does not happen", 0))),
        Control("gam", "weight of expectation", 0, 1, 0.01, level=3),
        Control("Eexp", "expected output", 0, 100, 1, level=3),
    ],
    settings={"protocol": "examination"},
    readouts={
        "before": read("before the injury"),
        "untreated": read("after it, untreated"),
        "resting": read("at rest, treated"),
        "brush": read("brush, treated"),
        "mild": read("mild noxious test, treated"),
        "strong": read("strong noxious test, treated"),
        "washout": read("at rest, treatment gone"),
        "no_interval": Readout("a single circuit has none", "report", shown=False),
    },
    sentence=(
        "Circuit output (0–100): {before:.1f} before the injury, {untreated:.1f} after it.",
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
            "kind": "intervals",
            "label": "circuit output (0–100)",
            "zero": 0,
            "range": [0, 100],
            "rows": [
                meter("before", "before the injury", "muted"),
                meter("untreated", "after it, untreated", "projection"),
                meter("resting", "treated: at rest", "treatment"),
                meter("brush", "treated: brush", "touch"),
                meter("mild", "treated: mild noxious test", "nociceptive"),
                meter("strong", "treated: strong noxious test", "nociceptive"),
                meter("washout", "treatment gone: at rest", "projection"),
            ],
        },
    ],
    presets={
        "inhibition lost": {},
        "healthy": HEALTHY,
        "inflammation": HEALTHY | {"S": 2, "spont": 13},
        "nerve injury, moderate": HEALTHY | {"fect": 13, "Aloss": 0.3},
        "nerve injury, severe": HEALTHY | {"fect": 22, "Aloss": 0.3},
        "potentiated C-fiber synapses (LTP)": HEALTHY | {"rho": 0.6},
        "potentiated synapses and less inhibition (ours)": {"rho": 0.6, "E_GABA": -60},
        "plateau generator": HEALTHY | {"gPP": 1.0},
        "central pain: generator in the cord or brain": {"Icen": 42, "E_GABA": -62},
        "central pain, kept going by input (ours)": {"spont": 5, "rho": 1, "Dles": -0.8, "E_GABA": -62},
        "descending facilitation": HEALTHY | {"Dles": -0.4},
    },
    discoveries=[
        Discovery("The fault is in the cord, and yet a nerve block quiets brush: 0.9.", {"bn": 1}, {"brush": 0.9}),
        Discovery(
            "Stimulation at the cord makes lost inhibition worse: from 1.2 to 88.8 at rest.",
            {"scs": 25},
            {"resting": 88.8},
        ),
        Discovery(
            "Moderate nerve injury, born in the ganglion: a nerve block leaves 97.7 …",
            HEALTHY | {"fect": 13, "Aloss": 0.3, "bn": 1},
            {"resting": 97.7},
        ),
        Discovery("… a root block 0.5 …", HEALTHY | {"fect": 13, "Aloss": 0.3, "bp": 1}, {"resting": 0.5}),
        Discovery(
            "… and with half of it born distally the nerve block is enough.",
            HEALTHY | {"fect": 13, "Aloss": 0.3, "phi": 0.5, "bn": 1},
            {"resting": 1.2},
        ),
        Discovery(
            "Central pain, generator in the cord or brain: no block reaches it.",
            {"Icen": 42, "E_GABA": -62, "bp": 1},
            {"resting": 91.1},
        ),
        Discovery(
            "Central pain that looks the same but is kept going by input: a nerve block leaves 0.7.",
            {"spont": 5, "rho": 1, "Dles": -0.8, "E_GABA": -62, "bn": 1},
            {"resting": 0.7},
        ),
        Discovery(
            "Potentiated synapses alone leave brush painless; with less inhibition brush gives 61.",
            {"rho": 0.6, "E_GABA": -60},
            {"brush": 61.3, "mild": 85.9},
        ),
        Discovery(
            "A gabapentinoid switches a moderate injury off, and the relief outlasts it; no clinic sees this.",
            HEALTHY | {"fect": 13, "Aloss": 0.3, "gbp": 0.25},
            {"untreated": 99.1, "resting": 2.4, "washout": 4.4},
        ),
    ],
    card=Card(
        published="The circuit of the dorsal horn: four equations, weights and time constants from the authors' program of 2021.",
        ours=(
            "Everything else: the periphery, the three blocks, the sign of inhibition, descending control, expectation, every lesion, every treatment and its "
            "strength, the examination."
        ),
        left_out="Healing, immune cells, sleep, meaning, tolerance, learning, months; central sensitization as a spread to other inputs; people who differ.",
        not_for="Choosing, dosing or comparing treatments; predicting who responds; any conclusion about acupuncture.",
        deviations=(
            "One circuit switches, near 0 or near 100, because the published response curves are steep. That a brief block of NMDA receptors can have a lasting effect "
            "is the model's prediction, not a clinical claim. A block of the nerve abolished pain in 14 of 14 people with nerve lesions, and pain after stroke in 7 of 8: "
            "the presets in which it fails are presets."
        ),
    ),
)
