"""Gives every table the trainer's settings, from the file that holds them by table.

  PYTHONPATH=scripts python3 -m reproduction.settings SETTINGS.json WORK [EPOCHS]

EPOCHS, if given, in place of the settings' own.
"""

import json
import sys
from pathlib import Path

from reproduction.runs import TABLES


def main(path, work, epochs=None):
    by_property = json.loads(Path(path).read_text(encoding="utf-8"))
    if set(by_property) != set(TABLES.values()):
        sys.exit(f"reproduce: {path} should hold the settings of {', '.join(dict.fromkeys(TABLES.values()))}.")
    for table, property in TABLES.items():
        settings = by_property[property] | ({} if epochs is None else {"epochs": int(epochs)})
        folder = Path(work) / table
        (folder / "settings.json").write_text(json.dumps(settings, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
