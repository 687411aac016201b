"""The published tables as measurements. A table is known by its columns, whatever its file is called."""

import csv
from math import log
from pathlib import Path

from datasets.table import BadData, choice, number
from mixtures.measurement import Measurement


class Record:
    """One line of a table; errors name line and column."""

    def __init__(self, file, line, cells):
        self.place = (file, line)
        self.line = line
        self.cells = cells

    def text(self, column):
        return self.cells[column].strip()

    def optional(self, column):
        return number(self.cells[column], self.line, column)

    def number(self, column):
        value = self.optional(column)
        if value is None:
            raise BadData(f"line {self.line}, column {column}: a number is missing.")
        return value

    def choice(self, choices, column):
        return choice(choices, self.cells[column], self.line, column)

    def fraction(self, column):
        value = self.number(column)
        if not 0 <= value <= 1:
            raise BadData(f"line {self.line}, column {column}: {value} is no mole fraction, 0 to 1.")
        return value

    def doi(self, column):
        return self.text(column).lower()  # DOIs do not tell cases apart


def log_or_none(value):
    """Of a viscosity; None where it is missing or not positive."""
    return log(value) if value is not None and value > 0 else None


def scaled(value, factor):
    """Without the digits that binary fractions add."""
    return None if value is None else float(f"{value * factor:.12g}")


# Two names stand for other molecules than the SMILES beside them, and nothing tells which is meant.
CONTRADICTORY = {("10.1021/acs.jced.5b00838", "Isopentyl Propyl Ether")}
# Four temperatures are listed as 298 K.
LOST_TEMPERATURE = {("10.1021/je200457q", frozenset({"Linalool", "Propan-2-ol"}))}


def excess_properties(record):
    """doi 10.5281/zenodo.19825669: H^E in J/mol, V^E in cm³/mol, pressure in MPa."""
    x = record.fraction("x1_mole")
    source = record.doi("doi")
    names = frozenset({record.text("name1"), record.text("name2")})
    defects = []
    if any((source, name) in CONTRADICTORY for name in names):
        defects.append("name and SMILES are different molecules")
    if (source, names) in LOST_TEMPERATURE:
        defects.append("temperature lost")
    flag = {"True": True, "False": False}
    yield Measurement(
        line=record.place,
        dataset="excess-properties",
        source=source,
        property=record.choice({"HE_J_mol": "excess_enthalpy", "VE_cm3_mol": "excess_volume"}, "prop"),
        components=(record.text("smi1"), record.text("smi2")),
        mole_fractions=(x, round(1 - x, 9)),
        temperature_K=record.number("T"),
        pressure_kPa=scaled(record.number("P"), 1000),
        value=record.optional("v"),
        derived=record.choice(flag, "derived"),
        marked=record.choice(flag, "rk_outlier"),
        defects=tuple(defects),
    )


def _thermoml(record, property, value):
    components, fractions = [], []
    for position in range(1, int(record.number("N Components")) + 1):
        components.append(record.text(f"Component {position}"))
        fractions.append(record.fraction(f"Mole Fraction {position}"))
    return Measurement(
        line=record.place,
        dataset="thermoml",
        source=record.doi("Source"),
        property=property,
        components=tuple(components),
        mole_fractions=tuple(fractions),
        temperature_K=record.number("Temperature (K)"),
        pressure_kPa=record.number("Pressure (kPa)"),
        value=value,
    )


def thermoml_density_and_enthalpy(record):
    """Density in g/ml, enthalpy of mixing in kJ/mol; a line has one of them."""
    density = record.optional("Density Value (g / ml)")
    enthalpy = record.optional("EnthalpyOfMixing Value (kJ / mol)")
    if density is not None:
        yield _thermoml(record, "density", density)
    if enthalpy is not None:
        yield _thermoml(record, "excess_enthalpy", scaled(enthalpy, 1000))


def thermoml_viscosity(record):
    """In Pa s."""
    value = scaled(record.optional("Viscosity Value (Pa * s)"), 1000)
    yield _thermoml(record, "viscosity", log_or_none(value))


def activity_at_infinite_dilution(record):
    """Brouwer et al. 2021: ln γ∞ of the solute; temperature in °C."""
    yield Measurement(
        line=record.place,
        dataset="idac",
        source="idac",
        property="log_gamma_infinite",
        components=(record.text("Solute_SMILES"), record.text("Solvent_SMILES")),
        mole_fractions=(0.0, 1.0),
        temperature_K=round(record.number("T") + 273.15, 6),
        pressure_kPa=None,
        value=record.optional("log-gamma"),
    )


def viscosity(record):
    """Bilodeau et al. 2023: the measured log10 of mPa s. The columns "Predict …" are a model's and stay unread."""
    measured = record.optional("logV")
    components = [(record.text(f"SMILES_{n}"), record.fraction(f"comp_{n}")) for n in (0, 1)]
    components = [(smiles, x) for smiles, x in components if smiles]
    yield Measurement(
        line=record.place,
        dataset="viscosity",
        source="viscosity",
        property="viscosity",
        components=tuple(smiles for smiles, _ in components),
        mole_fractions=tuple(x for _, x in components),
        temperature_K=record.number("T"),
        pressure_kPa=None,
        value=scaled(measured, log(10)),
    )


# Reader, and the columns that it needs.
THERMOML = {"N Components", "Component 1", "Mole Fraction 1", "Source", "Temperature (K)", "Pressure (kPa)"}
TABLES = [
    (
        excess_properties,
        set("doi,name1,smi1,name2,smi2,T,P,x1_mole,v,prop,derived,rk_outlier".split(",")),
    ),
    (
        thermoml_density_and_enthalpy,
        THERMOML | {"Density Value (g / ml)", "EnthalpyOfMixing Value (kJ / mol)"},
    ),
    (thermoml_viscosity, THERMOML | {"Viscosity Value (Pa * s)"}),
    (activity_at_infinite_dilution, {"Solute_SMILES", "Solvent_SMILES", "log-gamma", "T"}),
    (viscosity, {"logV", "T", "SMILES_0", "SMILES_1", "comp_0", "comp_1"}),
]


def _reader(header, path):
    for reader, columns in TABLES:
        if columns <= set(header):
            return reader
    raise BadData(f"{path}: its columns are those of none of the tables known.")


def read_table(path):
    """The measurements of one file in their order. Raises BadData, naming file, line and column."""
    path = Path(path)
    with open(path, newline="", encoding="utf-8") as file:
        table = csv.DictReader(file)
        reader = _reader(table.fieldnames or (), path)
        try:
            return [
                row
                for line, cells in enumerate(table, start=2)
                for row in reader(Record(path.name, line, cells))
            ]
        except BadData as error:
            raise BadData(f"{path}: {error}") from None


def tables_in(paths):
    """The files named, and those ending in .csv in the folders named."""
    for path in map(Path, paths):
        files = sorted(path.glob("*.csv")) if path.is_dir() else [path]
        if not files:
            raise BadData(f"{path}: the folder has no .csv file.")
        yield from files
