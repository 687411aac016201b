"""The core's folders include only those that the build lets them depend on."""

import re
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CORE = ROOT / "wasm_core"


def allowed_includes():
    """Folder -> itself and every folder below it, from the mixgrad_library calls."""
    direct = {"bindings": {"requests"}}  # a program, not a library
    for build_file in (ROOT / "CMakeLists.txt", ROOT / "scripts/cmake/native.cmake"):
        calls = re.findall(r"^mixgrad_library\((\w+)(?: DEPENDS ([\w: ]+))?\)", build_file.read_text(), re.M)
        for folder, below in calls:
            direct[folder] = {name for name in below.split() if "::" not in name}

    def closure(folder):
        return set().union({folder}, *(closure(below) for below in direct[folder]))

    return {folder: closure(folder) for folder in direct}


class Layers(unittest.TestCase):
    def test_every_include_points_down(self):
        allowed = allowed_includes()
        checked = 0
        for source in sorted([*CORE.glob("*/*.h"), *CORE.glob("*/*.cpp")]):
            folder = source.parent.name
            self.assertIn(folder, allowed, f"wasm_core/{folder} is not in the build")
            for included in re.findall(r'^#include "(\w+)/', source.read_text(), re.M):
                checked += 1
                self.assertIn(included, allowed[folder], f"{source.relative_to(ROOT)} includes {included}/")
        self.assertGreater(checked, 0)


if __name__ == "__main__":
    unittest.main()
