"""One measured property of a liquid of one or two components: the common form of all sources."""

from dataclasses import dataclass

# Property -> key of its value in the rows written. Logarithms are natural.
PROPERTIES = {
    "excess_enthalpy": "excess_enthalpy_J_per_mol",
    "excess_volume": "excess_volume_cm3_per_mol",
    "density": "density_g_per_cm3",
    "viscosity": "log_viscosity_mPa_s",
    "log_gamma_infinite": "log_gamma_infinite",
}


@dataclass(frozen=True)
class Measurement:
    line: tuple[str, int]  # file, and line in it, the header being line 1
    dataset: str
    source: str  # DOI in lower case, or the data set where that names none
    property: str
    components: tuple[str, ...]  # SMILES; from molecules.identify() on, one key a molecule
    mole_fractions: tuple[float, ...]
    temperature_K: float
    pressure_kPa: float | None
    value: float | None  # in the units of PROPERTIES
    derived: bool = False  # an excess volume computed from densities
    marked: bool = False  # called an outlier by its data set
    defects: tuple[str, ...] = ()  # known of its source, each a reason to drop the row
    repairs: tuple[str, ...] = ()  # what was put right

    @property
    def system(self):
        """The components, whatever their order."""
        return tuple(sorted(self.components))

    @property
    def share(self):
        """Mole fraction of the first component of the system."""
        return self.mole_fractions[self.components.index(self.system[0])]


def as_json(row):
    return {
        "source": row.source,
        "dataset": row.dataset,
        "components": list(row.components),
        "mole_fractions": list(row.mole_fractions),
        "temperature_K": row.temperature_K,
        **({} if row.pressure_kPa is None else {"pressure_kPa": row.pressure_kPa}),
        PROPERTIES[row.property]: row.value,
        **({"derived": row.derived} if row.property == "excess_volume" else {}),
    }
