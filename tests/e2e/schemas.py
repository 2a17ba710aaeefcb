#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the program writes is of the form that schemas/ state.

    schemas.py KHRONIKA
"""
import json
import pathlib
import subprocess
import sys

import jsonschema

ROOT = pathlib.Path(__file__).parent.parent.parent


def main():
    schema = json.loads((ROOT / "schemas" / "claim.schema.json").read_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    texts = sorted((ROOT / "examples" / "dossier").glob("*.txt")) + sorted((ROOT / "tests" / "eval" / "tune").glob("*.txt"))
    done = subprocess.run([sys.argv[1], "claims", "--format", "jsonl", *map(str, texts)], capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(done.stderr)
    claims = [json.loads(line) for line in done.stdout.splitlines()]
    for claim in claims:
        for error in validator.iter_errors(claim):
            sys.exit(f"{claim.get('item')}: {error.message} at {list(error.path)}: {claim}")
    counted = sum(1 for claim in claims if claim["count"])
    if len(claims) < 200 or counted == 0 or counted == len(claims):
        sys.exit(f"{len(claims)} claims, {counted} with a count: too few or too alike to show anything")
    broken = {**claims[0], "modality": "certain"}
    if not list(validator.iter_errors(broken)):
        sys.exit("the schema takes what it should not")
    print(f"claims of the stated form: {len(claims)}")


main()
