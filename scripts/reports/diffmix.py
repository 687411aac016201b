"""The last section of the model card: the evaluation of the DiffMix paper, in short."""

from reproduction.markdown import Section

HEADING = "## The evaluation of the DiffMix paper"


def with_section(card, report):
    """The card with the section at its end, in place of the one it may have; report: reproduction.json."""
    return f"""{card.partition(HEADING)[0].rstrip()}

{HEADING}

The same network and laws, trained on the paper's tables alone by `scripts/reproduce`; [reproduction.md](reproduction.md)
has all of it, with the protocols that flatter less. These weights are not shipped.

{Section(report).paper_table()}

![H^E: predicted against measured](figures/parity-excess_enthalpy.svg)
![V^E: predicted against measured](figures/parity-excess_volume_corrected.svg)
![κ: predicted against measured](figures/parity-conductivity.svg)
![Error of κ by temperature](figures/conductivity-by-temperature.svg)
"""
