"""Results in files that are kept until something that decides them changes."""

import hashlib
import json
from pathlib import Path


def fingerprint(programs, *parts):
    """Of everything that decides a result: the files that make it, and values or bytes."""
    digest = hashlib.sha256()
    for program in programs:
        digest.update(Path(program).read_bytes())
    for part in parts:
        digest.update(part if isinstance(part, bytes) else json.dumps(part).encode())
    return digest.hexdigest()[:16]


def stands(path, mark):
    """Whether the file was made from the same."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))["fingerprint"] == mark
    except (OSError, ValueError, KeyError, TypeError):
        return False


def write_result(path, mark, content):
    part = path.with_suffix(".part")
    part.write_text(json.dumps({"fingerprint": mark, **content}) + "\n", encoding="utf-8")
    part.replace(path)  # so that there is never half a file
