"""Print or compare the OpenAPI document: ``python -m api.openapi [--check docs/openapi.json]``."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from api.app import create_app
from api.documentation import openapi_document

COMMITTED = Path("docs/openapi.json")


def rendered() -> str:
    """The document as JSON, the same bytes on every machine."""
    return json.dumps(openapi_document(create_app(None)), indent=2, sort_keys=True, ensure_ascii=False) + "\n"


def main(arguments: list[str] | None = None) -> int:
    """Exit status 1 when ``--check`` names a file that differs."""
    parser = argparse.ArgumentParser(prog="python -m api.openapi", description=__doc__)
    parser.add_argument("--check", type=Path, nargs="?", const=COMMITTED, metavar="FILE", help="compare instead of printing")
    check: Path | None = parser.parse_args(arguments).check
    text = rendered()
    if check is None:
        sys.stdout.write(text)
        return 0
    if check.read_text(encoding="utf-8") == text:
        return 0
    sys.stderr.write(f"Expected {check} to be what the routes say, but it differs: run python -m api.openapi > {check}\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
