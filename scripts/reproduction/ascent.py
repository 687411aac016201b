"""Ascents to the highest conductivity, as the paper's figure 4 shows them, on a network trained on its table.

  PYTHONPATH=scripts python3 -m reproduction.ascent WORK

writes WORK/conductivity/ascent.json, which mixgrad_train ascend reads.
"""

import json
import sys
from pathlib import Path

from datasets.table import BadData
from reproduction import paper

NAME = "conductivity-ascent"
# The paper's own conditions are not in its text; at these its ends are met. At 273.15 K the third system's best
# mixture holds less EC.
CONDITIONS = {"salt": "LiPF6", "molality_mol_per_kg": 1.0, "temperature_K": 293.15}
NEAR = 0.1  # of the paper's end, in every mole fraction


def study():
    return {**CONDITIONS, "systems": [list(solvents) for solvents in paper.ASCENT_ENDS], "starts": paper.ASCENT_STARTS}


def command(work):
    folder = Path(work) / "conductivity"
    data = ["--data", folder / "conductivity.jsonl", "--settings", folder / "settings.json"]
    return ["ascend", *data, "--study", folder / "ascent.json"]


def read_ascents(path):
    """What the report keeps of the trainer's file, each ascent judged by the paper's end."""
    systems = []
    for system in json.loads(Path(path).read_text(encoding="utf-8"))["systems"]:
        theirs = paper.ASCENT_ENDS.get(tuple(system["solvents"]))
        if theirs is None or len(system["ascents"]) != len(paper.ASCENT_STARTS):
            raise BadData(f"{path}: not the ascents of the paper's figure 4.")
        for ascent in system["ascents"]:
            ascent["near_the_paper"] = all(abs(x - y) <= NEAR for x, y in zip(ascent["end"], theirs, strict=True))
        systems.append({**system, "paper_end": theirs})
    return {**CONDITIONS, "near": NEAR, "paper_steps": paper.ASCENT_STEPS, "systems": systems}


if __name__ == "__main__":
    (Path(sys.argv[1]) / "conductivity" / "ascent.json").write_text(json.dumps(study(), indent=1), encoding="utf-8")
