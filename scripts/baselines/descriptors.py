"""Molecules and their mixtures as vectors that trees can split, with nothing learned in them."""

import json
import subprocess
from pathlib import Path

import numpy as np

PROGRAM = Path(__file__).resolve().parents[1] / "molecular-fingerprints"
RADIUS, BITS = 2, 256


def molecule_descriptors(molar_mass_g_per_mol):
    """{SMILES: molar mass} -> {SMILES: its Morgan fingerprint and its molar mass}. The mass because a folded
    fingerprint does not see how long a chain is."""
    smiles = sorted(molar_mass_g_per_mol)
    request = json.dumps({"smiles": smiles, "radius": RADIUS, "nBits": BITS})
    run = subprocess.run([PROGRAM], input=request, capture_output=True, text=True)
    if run.returncode != 0:
        raise OSError(f"scripts/molecular-fingerprints: {run.stderr.strip()}")
    prints = json.loads(run.stdout)
    return {key: np.array([*map(float, prints[key]), molar_mass_g_per_mol[key]]) for key in smiles}


def mixture_features(row, descriptors):
    """Σ x_i d_i, Σ (1 − x_i) d_i, Σ_{i<j} x_i x_j, T, 1/T, where d are the molecules' descriptors: the same in
    whatever order the components stand. Of a solute at infinite dilution, the first sum is the solvent's
    descriptor and the second the solute's."""
    x = np.array(row["mole_fractions"])
    d = np.array([descriptors[smiles] for smiles in row["components"]])
    T = row["temperature_K"]
    return np.concatenate([x @ d, (1 - x) @ d, [(1 - x @ x) / 2, T, 1 / T]])
