#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Scores a join against hand-made figures: score_events.py KHRONIKA CLAIMS_DIR [--min-f1 X] [--verbose]

CLAIMS_DIR holds NAME.claims.jsonl and events.json (figures with the reports, file and line, under each). Two reports
are a pair where they stand in one figure. Prints pairwise precision, recall and F1 of "same figure" over the reports
that bear a count, how many figures have the right number of origins, and how many bounds hold the truth.
"""
import argparse
import itertools
import json
import os
import pathlib
import subprocess
import sys


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("khronika")
    parser.add_argument("claims", type=pathlib.Path)
    parser.add_argument("--min-f1", type=float)
    parser.add_argument("--verbose", action="store_true")
    args = parser.parse_args()
    run = subprocess.run([args.khronika, "events", "--claims", args.claims, "--format", "json"], capture_output=True, text=True,
                         env=dict(os.environ))
    if run.returncode != 0:
        sys.exit(run.stderr)
    figures = json.loads(run.stdout)["figures"]
    found = {claim: figure for figure in figures for rival in figure["rivals"] for claim in rival["claims"]}
    gold = json.loads((args.claims / "events.json").read_text(encoding="utf-8"))
    home = {}
    for figure in gold:
        for report in figure["reports"]:
            key = f'{report["file"].removesuffix(".claims.jsonl")}:{report["line"]}'
            if key in found:
                home.setdefault(key, set()).add(figure["id"])
    hit = wanted = given = 0
    for a, b in itertools.combinations(sorted(home), 2):
        same_gold = bool(home[a] & home[b])
        same_found = found[a]["id"] == found[b]["id"]
        wanted += same_gold
        given += same_found
        hit += same_gold and same_found
        if args.verbose and same_gold != same_found:
            print("missed" if same_gold else "wrong ", a, b, found[a]["claimed"], found[b]["claimed"])
    precision, recall = hit / max(given, 1), hit / max(wanted, 1)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    origins_right = bounds_right = whole = counted = 0
    for figure in gold:
        keys = [key for key, homes in home.items() if figure["id"] in homes]
        parts = {found[key]["id"]: found[key] for key in keys}
        if not parts:
            continue
        counted += 1
        whole += len(parts) == 1
        right = all(len(part["origins"]) == len(figure["origins"]) for part in parts.values())
        origins_right += right
        truth = figure["truth"]
        holds = all((p["claimed"]["min"] is None or truth["max"] is None or p["claimed"]["min"] <= truth["max"]) and
                    (p["claimed"]["max"] is None or truth["min"] is None or p["claimed"]["max"] >= truth["min"]) for p in parts.values())
        bounds_right += holds
        if args.verbose and not (right and holds):
            print("figure", figure["id"], "origins", [p["origins"] for p in parts.values()], "wanted", figure["origins"],
                  "" if holds else f"bounds exclude {truth}")
    print(f"same figure  precision {precision:.3f}  recall {recall:.3f}  F1 {f1:.3f}  ({hit} of {wanted} pairs, {given} given)")
    print(f"figures      {counted} with a count: {whole} in one piece, {origins_right} with the right number of origins, "
          f"{bounds_right} whose bounds meet the truth")
    return 1 if args.min_f1 is not None and f1 < args.min_f1 else 0


if __name__ == "__main__":
    sys.exit(main())
