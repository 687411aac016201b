"""Mean absolute errors that the paper gives, mean and sd: S. Zhu et al., Nat. Commun. 2024, 15, 8649,
doi 10.1038/s41467-024-51653-7. Random 80/10/10, five seeds."""

DOI = "10.1038/s41467-024-51653-7"
LICENCE = "CC BY-NC-ND 4.0"

DIFFMIX = {
    "conductivity": {"mean": 0.0444, "sd": 0.0053},
    "excess_enthalpy": {"mean": 5.10, "sd": 0.32},
    "excess_volume": {"mean": 0.0327, "sd": 0.0090},
}
GNN_ONLY = {
    "conductivity": {"mean": 0.0448, "sd": 0.0061},
    "excess_enthalpy": {"mean": 9.88, "sd": 2.21},
    "excess_volume": {"mean": 0.0392, "sd": 0.0094},
}
# Of conductivity, 10 K above the training temperatures, in a range of its own.
WARMER_BY_10_K = {"diffmix": 0.24, "gnn_only": 0.39}

# Figure 4: from these mole fractions of the first two solvents, in a hundred steps, about to these mole fractions.
ASCENT_STARTS = [[0.8, 0.1], [0.1, 0.9], [0.3, 0.4], [0.1, 0.4]]
ASCENT_ENDS = {
    ("PC", "FEC", "EC"): [0.2, 0.0, 0.8],
    ("EMC", "DMC", "DEC"): [0.0, 1.0, 0.0],
    ("PC", "DMC", "EC"): [0.0, 0.7, 0.3],
}
ASCENT_STEPS = 100
