#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The example dossier, from files to a published report that a stranger checks: report.py BINARY

Collects examples/dossier, joins, publishes, and then looks at the report as its reader would: no page loads anything,
every page is valid, the manifest holds, every number on the way from figures.csv to the bytes of its item is there, the
commands of check.html do what the page says, and one flipped byte in any file is found and named.
"""
import csv
import hashlib
import html.parser
import json
import os
import pathlib
import random
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
LOADS = {"src", "srcset", "data", "poster", "action", "formaction", "background", "ping", "manifest", "icon"}


class Page(html.parser.HTMLParser):
    """Collects what a page would load or lead to, its ids, and its commands."""

    def __init__(self):
        super().__init__()
        self.links, self.loads, self.ids, self.commands, self.text = [], [], [], [], []
        self.in_pre = self.in_style = False

    def handle_starttag(self, tag, attributes):
        for name, value in attributes:
            if name == "href" and tag == "a":
                self.links.append(value)
            elif name in LOADS or name.startswith("on") or name == "style" or (name in ("href", "xlink:href") and tag != "a"):
                self.loads.append(f"<{tag} {name}={value!r}>")
            elif name == "id":
                self.ids.append(value)
        if tag in ("script", "iframe", "object", "embed", "link", "base", "img", "form"):
            self.loads.append(f"<{tag}>")
        self.in_style |= tag == "style"
        if tag == "pre":
            self.in_pre = True
            self.commands.append("")

    def handle_endtag(self, tag):
        self.in_pre &= tag != "pre"
        self.in_style &= tag != "style"

    def handle_data(self, data):
        if self.in_pre:
            self.commands[-1] += data
        if self.in_style and re.search(r"url\(|@import", data):
            self.loads.append("style: " + data[:80])
        self.text.append(data)


class Failures:
    def __init__(self):
        self.all = []

    def check(self, holds, message):
        if not holds:
            self.all.append(message)
            print("FAILED:", message)


def run(*command, **options):
    return subprocess.run([str(part) for part in command], capture_output=True, text=True, timeout=300, **options)


def check_pages(report, failures):
    pages = {}
    for path in sorted(report.rglob("*.html")):
        if "evidence" in path.relative_to(report).parts:
            continue
        page = Page()
        page.feed(path.read_text(encoding="utf-8"))
        pages[path] = page
        name = path.relative_to(report)
        failures.check(not page.loads, f"{name} loads {page.loads}")
        failures.check(len(page.ids) == len(set(page.ids)), f"{name}: an id stands twice")
        tidy = run("tidy", "-e", "-q", path)
        failures.check(tidy.returncode == 0, f"{name} is not valid: {tidy.stderr[:300]}")
    for path, page in pages.items():
        for link in page.links:
            target, _, anchor = link.partition("#")
            failures.check(":" not in target and not target.startswith("/"), f"{path.name} leads outside: {link}")
            there = (path.parent / target).resolve() if target else path
            failures.check(there.is_file() and report.resolve() in there.parents, f"{path.name}: no file behind {link}")
            if anchor and there in pages:
                failures.check(anchor in pages[there].ids, f"{path.name}: no anchor behind {link}")
    failures.check(len(pages) > 10, "the report has hardly any pages")
    return pages


def check_numbers(report, failures):
    claims = {}
    for line in (report / "claims.jsonl").read_text(encoding="utf-8").splitlines():
        claim = json.loads(line)
        claims[claim["id"]] = claim
    figures = {figure["id"]: figure for figure in json.loads((report / "figures.json").read_text(encoding="utf-8"))}
    with open(report / "figures.csv", encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    failures.check(len(rows) == len(figures) > 5, f"{len(rows)} rows in figures.csv, {len(figures)} figures in figures.json")
    quotes = 0
    for row in rows:
        figure = figures[row["id"]]
        for end in ("min", "max"):
            written = "" if figure["claimed"][end] is None else str(figure["claimed"][end])
            failures.check(row[f"claimed_{end}"] == written, f"{row['id']}: figures.csv and figures.json differ")
        failures.check((report / "figures" / (row["id"] + ".html")).is_file(), f"{row['id']} has no page")
        names = [claim for rival in figure["rivals"] for claim in rival["claims"]]
        failures.check(bool(names), f"{row['id']} rests on nothing")
        for name in names:
            claim = claims[name]
            text = (report / "texts" / (claim["item"] + ".txt")).read_bytes()
            failures.check(text[claim["start"]:claim["end"]].decode() == claim["quote"], f"{name}: its quote is not in its text")
            evidence = report / "evidence" / claim["item"][:2] / claim["item"]
            failures.check(hashlib.sha256(evidence.read_bytes()).hexdigest() == claim["item"], f"{name}: its item has another hash")
            quotes += 1
    print(f"{len(rows)} figures resolve through {quotes} quotes to their items' bytes")
    return figures


def check_story(figures, failures):
    """What the dossier was written to show."""
    def outlets(figure):
        return {outlet for rival in figure["rivals"] for outlet in rival["outlets"]}

    for number in (418, 466):
        found = [f for f in figures.values() if f["act"] == "deportation_order" and f["claimed"] == {"min": number, "max": number}]
        failures.check(bool(found), f"no figure says that {number} were ordered to leave")
        for figure in found:
            failures.check(len(figure["origins"]) == 1, f"{number}: origins {figure['origins']}")
            failures.check(figure["modality"] == "ordered", f"{number} is {figure['modality']}")
        failures.check(any(len(outlets(figure)) >= 3 for figure in found), f"{number}: outlets {[outlets(f) for f in found]}")
    failures.check(any("1,499" in conflict for f in figures.values() for conflict in f["conflicts"]),
                   "over 1,500 against almost 1.5 thousand is no conflict")
    done = [f for f in figures.values() if f["act"] == "deportation" and f["modality"] == "done"]
    failures.check(all(466 not in (f["claimed"]["min"], f["claimed"]["max"]) for f in done), "466 ordered is counted as carried out")


def check_commands(page, report, binary, failures):
    path = pathlib.Path(binary).resolve().parent
    environment = dict(os.environ, PATH=f"{path}:{os.environ['PATH']}", LC_ALL="C.UTF-8")
    outputs = []
    for command in page.commands:
        if re.fullmatch(r"[0-9a-f]{64}", command.strip()):
            continue
        done = run("bash", "-euo", "pipefail", "-c", command, cwd=report, env=environment)
        failures.check(done.returncode == 0, f"check.html: {command.splitlines()[0]}: {done.stderr[:300]}")
        outputs.append((command, done.stdout))
    for command, output in outputs:
        if command.startswith("tail "):
            item = re.search(r"texts/(\w+)\.txt", command).group(1)
            quoted = [json.loads(line)["quote"] for line in (report / "claims.jsonl").read_text(encoding="utf-8").splitlines()
                      if json.loads(line)["item"] == item]
            failures.check(output.rstrip("\n") in quoted, f"check.html: {output!r} is no quote of the item")
        if command.startswith("sha256sum evidence/"):
            failures.check(output.split()[0] == command.rsplit("/", 1)[1].strip(), "check.html: the item's hash is not its name")
    failures.check(len(outputs) >= 6, f"check.html has only {len(outputs)} commands")


def check_flips(report, binary, failures):
    dice = random.Random(20240329)
    files = sorted(path for path in report.rglob("*") if path.is_file())
    for path in files:
        whole = path.read_bytes()
        at = dice.randrange(len(whole))
        flipped = bytearray(whole)
        flipped[at] ^= 1 << dice.randrange(8)
        path.write_bytes(flipped)
        done = run(binary, "verify", report)
        name = str(path.relative_to(report))
        failures.check(done.returncode == 1, f"a flipped byte {at} of {name} gives exit code {done.returncode}: {done.stderr[:200]}")
        named = name in done.stdout or (name == "manifest.sha256")
        failures.check(named, f"a flipped byte of {name} is found but not named: {done.stdout[:300]}")
        path.write_bytes(whole)
    extra = report / "figures" / "extra.html"
    extra.write_text("more")
    failures.check(run(binary, "verify", report).returncode == 1, "a file that was added is not found")
    extra.unlink()
    print(f"a flipped byte was found in each of {len(files)} files")


def main():
    binary = str(pathlib.Path(sys.argv[1]).resolve())
    failures = Failures()
    with tempfile.TemporaryDirectory() as scratch:
        archive, report = pathlib.Path(scratch) / "archive", pathlib.Path(scratch) / "out" / "report"
        os.environ.update(KHRONIKA_ARCHIVE=str(archive), KHRONIKA_USER="tester")
        dossier = sorted(p for p in (ROOT / "examples" / "dossier").iterdir() if p.suffix in (".txt", ".html"))
        for command in (("init", archive), ("collect", *dossier), ("events",), ("report", report, "--title", 'Expulsions "March" <2024>')):
            done = run(binary, *command)
            if done.returncode != 0:
                sys.exit(f"{command[0]}: exit code {done.returncode}\n{done.stderr}")
        sound = run(binary, "verify", report)
        failures.check(sound.returncode == 0, f"the report is not sound as made: {sound.stdout}{sound.stderr}")
        pages = check_pages(report, failures)
        check_story(check_numbers(report, failures), failures)
        check_commands(pages[report / "check.html"], report, binary, failures)
        check_flips(report, binary, failures)
        failures.check(run(binary, "verify", report).returncode == 0, "the report is not sound after it was put back")
        failures.check(run(binary, "report", report).returncode == 0, "an earlier report cannot be replaced")
        failures.check(run(binary, "verify").returncode == 0, "the archive is not sound")
        other = pathlib.Path(scratch) / "mine"
        other.mkdir()
        (other / "letter.txt").write_text("mine")
        refused = run(binary, "report", other)
        failures.check(refused.returncode == 3 and "no earlier report" in refused.stderr, f"a folder of someone's own: {refused.stderr}")
        failures.check(os.listdir(other) == ["letter.txt"], "a folder of someone's own was changed")
    return 1 if failures.all else 0


if __name__ == "__main__":
    sys.exit(main())
