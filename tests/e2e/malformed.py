#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""malformed.py BINARY: mutated files of every reader through the program and its real sandbox. The program never crashes,
no file holds it up for more than 20 s, and each file is either read or named with a reason.

KHRONIKA_MALFORMED=N sets the number of files a reader (300; 10,000 before a release), KHRONIKA_MALFORMED_SEED the seed, which
is printed; KHRONIKA_MALFORMED_KEEP=FOLDER keeps the files on which a worker broke down. A new reader is a line in READERS.
"""
import json
import os
import pathlib
import random
import re
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
BATCH = 100
PATIENCE = 20  # seconds a file


class Failed(Exception):
    pass


def texts():
    return [path.read_text(encoding="utf-8") for path in sorted((ROOT / "tests/eval/tune").glob("*.txt"))]


def html_samples():
    pages = [path.read_bytes() for folder in ("examples", "tests/cases") for path in sorted((ROOT / folder).rglob("*.html"))]
    for number, text in enumerate(texts()):
        encoding = ("utf-8", "windows-1251", "koi8-r", "utf-16")[number % 4]
        body = "".join(f'<p class="text-{i}">{line}<br>&laquo;&#1040;&raquo;</p>\n' for i, line in enumerate(text.splitlines()))
        page = f"""<!DOCTYPE html><html lang="ru"><head><meta charset="{encoding}"><title>Page {number}</title>
<meta property="article:published_time" content="2024-04-{number % 28 + 1:02}T10:00:00Z"><link rel=canonical href="https://example.org/{number}">
<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "Page", "datePublished": "2024-04-01"}}</script></head>
<body><nav><ul><li><a href="/">Home</a><li><a href="/x">More</a></ul></nav><svg><path d="M0 0"/></svg><table><tr><td>1<td>2</table>
<article>{body}<!-- a comment --></article><footer>Donate</footer></body></html>"""
        pages.append(page.encode(encoding, "replace"))
    return pages


def text_samples():
    out = []
    for text in texts():
        out += [text.encode("utf-8"), text.encode("windows-1251", "replace"), text.encode("utf-16"), b"\xEF\xBB\xBF" + text.encode("utf-8")]
    return out


class Reader:
    """`tokens`: what the format's parser reacts to; `contained`: a library of others', whose crash in its worker is only counted."""

    def __init__(self, suffix, samples, tokens, contained=False):
        self.suffix, self.samples, self.tokens, self.contained = suffix, samples, tokens, contained


READERS = {
    "html": Reader(".html", html_samples, [b"<!--", b"-->", b"<script>", b"<![CDATA[", b"</", b"<svg", b"<table>", b"<td>", b"<template>", b"&#x110000;",
                                           b"&amp", b"<div>" * 300, b'<meta charset="utf-7">', b"\0", b"<a href='", b"<p hidden>"]),
    "text": Reader(".txt", text_samples, [b"\xFF\xFE", b"\xFE\xFF", b"\xEF\xBB\xBF", b"\xC0\x80", b"\xED\xA0\x80", b"\0", b"\r", b"\x1F\x8B", b"\n" * 300]),
}

HUGE = [b"\xFF" * 8, b"\xFF" * 4, b"\xFF\xFF", b"\x7F\xFF\xFF\xFF", b"\xFF\xFF\xFF\x7F", b"\0\0\0\x80", b"\x80\0\0\0", b"\0" * 8, b"\xFF" * 7 + b"\x7F"]
NUMBERS = [b"4294967295", b"18446744073709551615", b"99999999999999999999999", b"-1", b"0", b"2147483648", b"1e999"]


def flip(random_, data, _):
    data = bytearray(data)
    for _ in range(random_.choice([1, 1, 2, 8, 64])):
        data[random_.randrange(len(data))] ^= 1 << random_.randrange(8)
    return bytes(data)


def truncate(random_, data, _):
    return data[:random_.randrange(len(data))]


def cut(random_, data, _):
    begin = random_.randrange(len(data))
    return data[:begin] + data[begin + random_.randrange(1, 2000):]


def splice(random_, data, reader):
    other = random_.choice(reader.made)
    return data[:random_.randrange(len(data))] + other[random_.randrange(len(other)):]


def repeat(random_, data, _):
    begin = random_.randrange(len(data))
    part = data[begin:begin + random_.choice([1, 8, 100, 1000])]
    return data[:begin] + part * random_.choice([2, 10, 300]) + data[begin:]


def huge(random_, data, _):
    """A length field that lies: binary at any place, or a number that is written in digits."""
    numbers = list(re.finditer(rb"\d+", data))
    if numbers and random_.random() < 0.5:
        number = random_.choice(numbers)
        return data[:number.start()] + random_.choice(NUMBERS) + data[number.end():]
    value = random_.choice(HUGE)
    begin = random_.randrange(len(data))
    return data[:begin] + value + data[begin + len(value):]


def token(random_, data, reader):
    begin = random_.randrange(len(data))
    return data[:begin] + random_.choice(reader.tokens) + data[begin:]


MUTATIONS = [flip, truncate, cut, splice, repeat, huge, token]


def mutated(seed, name, reader, number):
    """The file of that number, the same whenever the seed and the samples are."""
    random_ = random.Random(f"{seed} {name} {number}")
    data = random_.choice(reader.made)
    for _ in range(random_.choice([1, 1, 1, 2, 4])):
        if data:
            data = random_.choice(MUTATIONS)(random_, data, reader)
    return data


def keep(paths, name):
    folder = os.environ.get("KHRONIKA_MALFORMED_KEEP")
    for path in paths if folder else []:
        target = pathlib.Path(folder)
        target.mkdir(parents=True, exist_ok=True)
        (target / f"{name}-{path.name}").write_bytes(path.read_bytes())


def run_batch(binary, name, reader, paths, tally):
    limit = 60 + PATIENCE * 2 + len(paths)
    started = time.monotonic()
    try:
        result = subprocess.run([binary, "text", "--format", "jsonl", "--workers", "2", *map(str, paths)], capture_output=True, timeout=limit)
    except subprocess.TimeoutExpired:
        keep(paths, name)
        raise Failed(f"{name}: the program was still at {paths[0].name} .. {paths[-1].name} after {limit} s") from None
    tally["slowest"] = max(tally["slowest"], time.monotonic() - started)
    errors = result.stderr.decode("utf-8", "replace")
    if result.returncode not in (0, 3):
        keep(paths, name)
        raise Failed(f"{name}: the program ended with {result.returncode} on {paths[0].name} .. {paths[-1].name}\n{errors[-2000:]}")
    read = result.stdout.splitlines()
    for line in read:
        json.loads(line)
    summary = re.search(r"^(\d+) read, (\d+) left out$", errors, re.M)
    if not summary or int(summary[1]) != len(read) or int(summary[1]) + int(summary[2]) != len(paths):
        keep(paths, name)
        raise Failed(f"{name}: {len(paths)} files were given, and not each is read or left out: {errors[-500:]}")
    tally["read"] += len(read)
    tally["left out"] += int(summary[2])
    for path in paths:
        said = "\n".join(line for line in errors.splitlines() if f"{path}:" in line)
        if "took longer than" in said:
            keep([path], name)
            raise Failed(f"{name}: {path.name} took longer than {PATIENCE} s")
        if "broke down" in said or "tried what no reader may" in said:
            keep([path], name)
            tally["broken workers"] += 1
            if not reader.contained:
                raise Failed(f"{name}: the worker broke down: {said}")


def main():
    binary = str(pathlib.Path(sys.argv[1]).resolve())
    count = int(os.environ.get("KHRONIKA_MALFORMED", "300"))
    seed = os.environ.get("KHRONIKA_MALFORMED_SEED", "1")
    print(f"{count} files a reader, seed {seed}")
    for name, reader in READERS.items():
        reader.made = [sample for sample in reader.samples() if sample]
        tally = {"read": 0, "left out": 0, "broken workers": 0, "slowest": 0.0}
        for first in range(0, count, BATCH):
            with tempfile.TemporaryDirectory(dir="/dev/shm" if os.access("/dev/shm", os.W_OK) else None) as folder:
                paths = []
                for number in range(first, min(first + BATCH, count)):
                    paths.append(pathlib.Path(folder) / f"{number:06}{reader.suffix}")
                    paths[-1].write_bytes(mutated(seed, name, reader, number))
                run_batch(binary, name, reader, paths, tally)
        if tally["read"] == 0:
            raise Failed(f"{name}: no file was read at all; are the samples sound?")
        print(f"{name}: {tally['read']} read, {tally['left out']} refused with a reason, {tally['broken workers']} broken workers, "
              f"{tally['slowest']:.1f} s the slowest {BATCH}; 0 crashes of the program, 0 hangs")


if __name__ == "__main__":
    try:
        main()
    except Failed as failure:
        sys.exit(f"malformed.py: {failure}")
