#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Scores a join against hand-made figures: score_events.py KHRONIKA CLAIMS_DIR [--extracted] [--min-f1 X] [--verbose]

CLAIMS_DIR holds NAME.claims.jsonl, NAME.meta.json, NAME.txt and events.json: figures with the reports (file and line)
under each, their truth and origins. With --extracted the claims are read from the texts by the program; a report is then
the extracted claim of the same act and bounds whose quote shares half of the shorter one's bytes with the marked one's.

A report is in the right event where its figure is the one that fits the hand-made figure best (most reports in common,
each figure once). Pairs: two reports that stand in one figure.
"""
import argparse
import itertools
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile


def run(khronika, *args):
    done = subprocess.run([khronika, *map(str, args)], capture_output=True, text=True, env=dict(os.environ))
    if done.returncode not in (0, 3):
        sys.exit(done.stderr)
    return done.stdout


def lines_of(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def extract(khronika, folder, into):
    texts = sorted(folder.glob("*.txt"))
    run(khronika, "claims", *texts, "--format", "jsonl", "--out-dir", into)
    for text in texts:
        for name in (text.name, text.with_suffix(".meta.json").name):
            shutil.copy(folder / name, into / name)


def bounds(claim):
    count = claim.get("count")
    return (count.get("min"), count.get("max")) if count else None


def same_place(text, one, other):
    a, b = text.find(one), text.find(other)
    if a < 0 or b < 0:
        return one in other or other in one
    common = min(a + len(one), b + len(other)) - max(a, b)
    return 2 * common >= min(len(one), len(other))


def find_report(folder, given, report):
    """The claim that stands for a report: `NAME:LINE` of the joined folder, or None."""
    name = report["file"].removesuffix(".claims.jsonl")
    if folder == given:
        return f'{name}:{report["line"]}'
    gold = lines_of(given / report["file"])[report["line"] - 1]
    text = (given / f"{name}.txt").read_text(encoding="utf-8")
    for number, claim in enumerate(lines_of(folder / f"{name}.claims.jsonl"), 1):
        if claim["act"] == gold["act"] and bounds(claim) == bounds(gold) and same_place(text, gold["quote"], claim["quote"]):
            return claim.get("id") or f"{name}:{number}"
    return None


def best_pairs(gold_of, found):
    """Hand-made figures with the found figure that fits each best, every figure once."""
    common = {}
    for key, homes in gold_of.items():
        for home in homes:
            pair = (home, found[key]["id"])
            common[pair] = common.get(pair, 0) + 1
    pairs, taken = {}, set()
    for (gold, figure), _ in sorted(common.items(), key=lambda entry: (-entry[1], entry[0])):
        if gold not in pairs and figure not in taken:
            pairs[gold] = figure
            taken.add(figure)
    return pairs


def holds(bounds_, truth):
    low, high = bounds_["min"], bounds_["max"]
    return ((low is None or truth["max"] is None or low <= truth["max"]) and
            (high is None or truth["min"] is None or high >= truth["min"]))


def pair_scores(gold_of, found, verbose):
    hit = wanted = given = 0
    for a, b in itertools.combinations(sorted(gold_of), 2):
        same_gold = bool(gold_of[a] & gold_of[b])
        same_found = found[a]["id"] == found[b]["id"]
        wanted, given, hit = wanted + same_gold, given + same_found, hit + (same_gold and same_found)
        if verbose and same_gold != same_found:
            print("missed" if same_gold else "wrong ", a, b, found[a]["claimed"], found[b]["claimed"])
    precision, recall = hit / max(given, 1), hit / max(wanted, 1)
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)


def has_sum(events, total, parts):
    wanted = f"{total} = " + " + ".join(map(str, parts))
    return any(step["words"].endswith(f"{wanted}, as one text states them")
               for event in events for cell in event["cells"] for step in cell["why_at_least"] + cell["why_at_most"]) or \
        any(note.startswith(wanted + ":") for note in has_sum.notes)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("khronika")
    parser.add_argument("claims", type=pathlib.Path)
    parser.add_argument("--extracted", action="store_true")
    parser.add_argument("--min-f1", type=float)
    parser.add_argument("--verbose", action="store_true")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = args.claims
        if args.extracted:
            folder = pathlib.Path(scratch)
            extract(args.khronika, args.claims, folder)
        joined = json.loads(run(args.khronika, "events", "--claims", folder, "--format", "json"))
        gold = json.loads((args.claims / "events.json").read_text(encoding="utf-8"))
        reports = {(figure["id"], index): find_report(folder, args.claims, report)
                   for figure in gold for index, report in enumerate(figure["reports"])}
    figures = {figure["id"]: figure for figure in joined["figures"]}
    found = {claim: figure for figure in joined["figures"] for rival in figure["rivals"] for claim in rival["claims"]}
    lost = sum(key is None for key in reports.values())
    gold_of = {}
    for (figure, _), key in reports.items():
        if key in found:
            gold_of.setdefault(key, set()).add(figure)
    precision, recall, f1 = pair_scores(gold_of, found, args.verbose)
    pairs = best_pairs(gold_of, found)
    right = sum(any(pairs.get(home) == found[key]["id"] for home in homes) for key, homes in gold_of.items())
    by_id = {figure["id"]: figure for figure in gold}
    origins = inside = exact = single = 0
    for home, number in pairs.items():
        truth, figure = by_id[home]["truth"], figures[number]
        origins_right = len(figure["origins"]) == len(by_id[home]["origins"])
        origins += origins_right
        inside += holds(figure["claimed"], truth)
        if len(figure["origins"]) == 1 and truth["min"] is not None and truth["min"] == truth["max"]:
            single += 1
            exact += figure["claimed"] == {"min": truth["min"], "max": truth["max"]}
            if args.verbose and figure["claimed"] != {"min": truth["min"], "max": truth["max"]}:
                print("not equal", home, figure["claimed"], truth["min"])
        if args.verbose and not (origins_right and holds(figure["claimed"], truth)):
            print("figure", home, "origins", figure["origins"], "wanted", by_id[home]["origins"], figure["claimed"], truth)
    has_sum.notes = [note for figure in joined["figures"] for note in figure["notes"]]
    mixed = [figure["id"] for figure in joined["figures"]
             if {15000, 466} <= {rival[end] for rival in figure["rivals"] for end in ("min", "max")}]
    share = lambda part, whole: f"{part} of {whole} ({100 * part / max(whole, 1):.1f}%)"
    if args.extracted:
        print(f"reports whose claim was extracted with its count   {share(len(reports) - lost, len(reports))}")
    print(f"reports with a count in the right event            {share(right, len(gold_of))}")
    print(f"figures with the right number of origins           {share(origins, len(pairs))}")
    print(f"figures whose bounds contain the truth             {share(inside, len(pairs))}")
    print(f"... and equal it, of those with one origin         {share(exact, single)}")
    print(f"466 = 418 + 48 found as a sum                      {'yes' if has_sum(joined['events'], 466, (418, 48)) else 'no'}")
    print(f"15,000 kept apart from 466                         {'yes' if not mixed else 'no: ' + ', '.join(mixed)}")
    print(f"pairs in one figure: precision, recall, F1         {precision:.3f} {recall:.3f} {f1:.3f}")
    return 1 if args.min_f1 is not None and f1 < args.min_f1 else 0


if __name__ == "__main__":
    sys.exit(main())
