"""What the amplifier's chapter prints, recorded: `book/data/examinations.csv` and `book/data/population.csv`.

    python tools/amplifier.py         # about half an hour; the seeds are fixed, so the tables are always the same

`examinations.csv` has single circuits: each preset under each treatment, and a gabapentinoid from nothing to 0.5.

`population.csv` has a hundred circuits a lesion, no two alike. A single circuit switches. Here the four thresholds are
multiplied by 0.9 to 1.1, independently, and the lesion has half to one and a half times its usual size (ectopic
discharge: 10 to 30 Hz), within its plausible range. A circuit is painful if its read-out reaches 50 of 100 untreated,
relieved if it stays below 50 with the treatment, and relieved for longer (`l`) if its output at rest stays below 50
when the treatment has gone. The column `circuits` has a letter for each circuit: `-` not painful, `p` still painful,
`r` relieved, `l` relieved for longer. Spread and limits are ours.
"""

import csv
import dataclasses
import functools
from multiprocessing import Pool
from pathlib import Path

from painlab.model import Phase, model
from painlab.run.chance import uniform

DATA = Path(__file__).parent.parent / "book" / "data"
READ = ("before", "injured", "untreated", "resting", "brush", "mild", "strong", "washout")
COLUMNS = ("lesion", "read", "treatment", "seed", "painful", "relieved", "longer", "circuits")
PEOPLE = 100
LIMIT = 50
CIRCUIT = model("amplifier")
THRESHOLDS = ("bP", "bE", "bI", "bg")
# What is painful in a lesion, and what it changes: {symbol: (healthy, usual)}
LESIONS = {
    "inflammation": ("resting", {"S": (1, 2), "spont": (1, 13)}),
    "nerve injury": ("resting", {"fect": (0, 20)}),
    "plateau generator": ("resting", {"gPP": (0, 1)}),
    "central pain: generator in the cord or brain": ("resting", {"Icen": (0, 42), "E_GABA": (-73, -62)}),
    "disinhibition": ("brush", {"E_GABA": (-73, -52)}),
    "potentiated C-fiber synapses (LTP)": ("mild", {"rho": (0, 0.6)}),
    "descending facilitation": ("mild", {"Dles": (0, -0.4)}),
}
ALSO = {"nerve injury": {"Aloss": 0.3}}
TREATMENTS = {
    "skin block": {"bd": 1},
    "nerve block": {"bn": 1},
    "root block": {"bp": 1},
    "systemic sodium-channel blocker": {"lido": 0.6},
    "gabapentinoid": {"gbp": 0.25},
    "SNRI": {"snri": 1},
    "opioid": {"opi": 0.6},
    "NMDA blocker": {"ket": 0.6},
    "stimulation at the cord": {"scs": 25},
}
OTHER_SEEDS = (2, 3, 4)  # other draws of a hundred, to show how much the draw matters


def circuit(lesion, seed, number):
    """{symbol: value} of one circuit of a lesion."""
    rows = {quantity.symbol: quantity for quantity in CIRCUIT.settable}
    values = dict(ALSO.get(lesion, {}))
    for draw, symbol in enumerate(THRESHOLDS):
        values[symbol] = float(rows[symbol].value) * float(0.9 + 0.2 * uniform(seed, number, draw))
    size = 0.5 + float(uniform(seed, number, len(THRESHOLDS)))
    for symbol, (healthy, usual) in LESIONS[lesion][1].items():
        low, high = rows[symbol].range
        values[symbol] = min(high, max(low, healthy + size * (usual - healthy)))
    return values


def protocol(read):
    """The examination for all treatments at once: each branch begins where the untreated circuit is at 27 s."""
    phases = [phase for phase in CIRCUIT.protocols["examination"] if not phase.treated and phase.after is None]
    for name, values in {"none": {}, **TREATMENTS}.items():
        phases.append(Phase(f"{name}: rest", 20, values, {f"{name} resting": ("mean", "F_out", 5)}, after="untreated"))
        if read == "resting":
            phases.append(Phase(f"{name}: gone", 20, readouts={f"{name} washout": ("mean", "F_out", 5)}))
            continue
        touched = values | {"T": 1}
        phases.append(Phase(f"{name}: brush", 10, touched, {f"{name} brush": ("mean", "F_out", 5)}))
        if read == "mild":
            phases.append(Phase(f"{name}: pause", 10, values))
            phases.append(Phase(f"{name}: mild test", 2, values | {"N": 0.45}, {f"{name} mild": ("max", "F_out", 2)}))
    return phases


BRANCHED = dataclasses.replace(CIRCUIT, protocols={read: protocol(read) for read in ("resting", "brush", "mild")})


@functools.cache
def examined(lesion, seed, number):
    """{"gabapentinoid resting": output, …} of one circuit."""
    read = LESIONS[lesion][0]
    return BRANCHED.run(protocol=read, every=100_000, **circuit(lesion, seed, number)).readouts


def outcome(lesion, seed, number, treatment):
    """The letter of one circuit under a treatment."""
    read, readouts = LESIONS[lesion][0], examined(lesion, seed, number)
    if readouts[f"none {read}"] < LIMIT:
        return "-"
    if readouts[f"{treatment} {read}"] >= LIMIT:
        return "p"
    return "l" if read == "resting" and readouts[f"{treatment} washout"] < LIMIT else "r"


def single(job):
    """One row of the table of single circuits."""
    preset, treatment, values = job
    readouts = CIRCUIT.run(preset=preset, protocol="examination", every=100_000, **values).readouts
    return [preset, treatment, next(iter(values.values()), 0), *(f"{readouts[name]:.1f}" for name in READ)]


def singles(pool):
    """Rows of all presets under each treatment and none, and of nerve injuries under 21 strengths of one."""
    jobs = [(preset, *each) for preset in CIRCUIT.presets for each in [("none", {}), *TREATMENTS.items()]]
    strengths = [round(0.025 * k, 3) for k in range(21)]
    injuries = [preset for preset in CIRCUIT.presets if preset.startswith("nerve injury")]
    jobs += [(preset, "gabapentinoid", {"gbp": strength}) for preset in injuries for strength in strengths]
    return pool.map(single, jobs)


def hundred(job):
    """The rows of a hundred circuits of a lesion, one row for each treatment."""
    lesion, seed = job
    rows = []
    for treatment in TREATMENTS:
        letters = "".join(outcome(lesion, seed, number, treatment) for number in range(PEOPLE))
        longer = letters.count("l")
        relieved = letters.count("r") + longer
        rows.append(
            (lesion, LESIONS[lesion][0], treatment, seed, PEOPLE - letters.count("-"), relieved, longer, letters)
        )
    print(f"{lesion}, draw {seed}", flush=True)
    return rows


def crowd(pool):
    """Rows of a hundred circuits each: every lesion, and nerve injury again with other seeds. `pool` runs them."""
    jobs = [*((lesion, 1) for lesion in LESIONS), *(("nerve injury", seed) for seed in OTHER_SEEDS)]
    return [row for rows in pool.imap(hundred, jobs) for row in rows]


def write(name, columns, rows):
    """Write a CSV of book/data anew: the names of its columns, then its rows."""
    with (DATA / name).open("w", newline="", encoding="utf-8") as file:
        csv.writer(file, lineterminator="\n").writerows([columns, *rows])


if __name__ == "__main__":
    with Pool() as pool:
        write("examinations.csv", ("lesion", "treatment", "strength", *READ), singles(pool))
        write("population.csv", COLUMNS, crowd(pool))
