"""One key a molecule, however its SMILES is written, and whether the core can read it."""

import hashlib
import json
import subprocess
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from pathlib import Path

from datasets.table import BadData

SCRIPTS = Path(__file__).resolve().parents[1]
# What the keys and graphs hang on; the cache is renewed when one of these changes.
MAKERS = [SCRIPTS / "molecular-graphs", SCRIPTS / "commonchem.mjs", SCRIPTS.parent / "package-lock.json"]

# Elements that the network has a feature column for, and hydrogen; wasm_core/molecule/features.cpp.
ELEMENTS = {1, 3, 5, 6, 7, 8, 9, 11, 12, 13, 14, 15, 16, 17, 19, 33, 34, 35, 50, 51, 53}

# Why the core cannot take a molecule that RDKit reads as a solvent.
KINDS = CHARGED, NO_FEATURES, SEVERAL = "charged", "element without features", "several molecules, or a salt"


@dataclass(frozen=True)
class Molecule:
    key: str  # canonical SMILES without stereo marks, which the core does not see
    isomer: str | None  # canonical SMILES with them, if it was written with any; mirror images share it
    graph: dict  # CommonChem


def refusal(key, graph):
    """One of KINDS, or None."""
    default = graph["defaults"]["atom"]
    atoms = graph["molecules"][0]["atoms"]
    if "." in key:
        return SEVERAL
    if sum(atom.get("chg", default["chg"]) for atom in atoms) != 0:
        return CHARGED
    if not {atom.get("z", default["z"]) for atom in atoms} <= ELEMENTS:
        return NO_FEATURES
    return None


def _ask(smiles):
    program = SCRIPTS / "molecular-graphs"
    run = subprocess.run(["node", program], input=json.dumps(smiles), capture_output=True, text=True)
    if run.returncode != 0:
        raise BadData(f"scripts/molecular-graphs: {run.stderr.strip()}")
    return json.loads(run.stdout)


def _answers(smiles, cache):
    """What scripts/molecular-graphs says of each; kept in the file `cache`."""
    maker = hashlib.sha256(b"".join(path.read_bytes() for path in MAKERS)).hexdigest()
    try:
        known = json.loads(Path(cache).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        known = {}
    answers = known["answers"] if known.get("maker") == maker else {}
    missing = sorted(set(smiles) - set(answers))
    if missing:
        answers = dict(sorted((answers | _ask(missing)).items()))
        Path(cache).write_text(json.dumps({"maker": maker, "answers": answers}) + "\n", encoding="utf-8")
    return answers


def read_molecules(smiles, cache):
    """({SMILES: Molecule}, {SMILES: why it is refused}), SMILES as the sources write them."""
    molecules, refused = {}, {}
    answers = _answers(smiles, cache)
    for written in sorted(set(smiles)):
        answer = answers[written]
        reason = answer.get("refused") or refusal(answer["key"], answer["graph"])
        if reason:
            refused[written] = reason
        else:
            molecules[written] = Molecule(answer["key"], answer.get("isomer"), answer["graph"])
    return molecules, refused


def rarer_isomers(rows, molecules):
    """SMILES of stereoisomers that share their key with another one of more rows. The core cannot tell them
    apart, so that it should see one only. Mirror images are alike, and what is written without marks stays."""
    count = Counter(molecules[smiles].isomer for row in rows for smiles in row.components if smiles in molecules)
    isomers = defaultdict(set)
    for molecule in molecules.values():
        if molecule.isomer:
            isomers[molecule.key].add(molecule.isomer)
    commonest = {max(sorted(group), key=lambda isomer: count[isomer]) for group in isomers.values()}
    return {
        smiles
        for smiles, molecule in molecules.items()
        if molecule.isomer and molecule.isomer not in commonest
    }


def identify(row, molecules):
    """The row with keys in place of SMILES, its components sorted (a solute stays before its solvent), absent
    ones left out, the mole fractions scaled to sum 1."""
    repairs = list(row.repairs)
    parts = [(molecules[smiles].key, x) for smiles, x in zip(row.components, row.mole_fractions)]
    if row.property in ("density", "viscosity"):
        parts = [(key, x) for key, x in parts if x > 0]
    if row.property != "log_gamma_infinite":
        parts.sort()
    total = sum(x for _, x in parts)
    if abs(total - 1) > 1e-6:
        repairs.append("mole fractions scaled to sum 1")
        parts = [(key, round(x / total, 9)) for key, x in parts]
    return replace(
        row,
        components=tuple(key for key, _ in parts),
        mole_fractions=tuple(x for _, x in parts),
        repairs=tuple(repairs),
    )
