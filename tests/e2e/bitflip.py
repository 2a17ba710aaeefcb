#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""bitflip.py BINARY: flips one bit at a time in an archive and checks that `khronika verify` finds and names it.

Flipped: a bit of every item; of every file of the archive's own; of the database file one bit in every 512 bytes of every
page, so that headers, cells, free space and slack are all met; and, with the fingerprint taken away, bits of the journal's
entries and hashes and of table rows alone. After each, the bit is put back and the archive must be sound again at the end.

KHRONIKA_FLIP_SEED (from the clock) steers it; the seed is printed.
"""
import collections
import json
import os
import pathlib
import random
import sqlite3
import subprocess
import sys
import tempfile
import time


class Failed(Exception):
    pass


def run(binary, archive, *arguments):
    return subprocess.run([binary, "--archive", str(archive), "--format", "jsonl", *arguments], capture_output=True, text=True,
                          errors="replace")


def flip(path, offset, bit):
    with open(path, "r+b") as file:
        file.seek(offset)
        byte = file.read(1)[0]
        file.seek(offset)
        file.write(bytes([byte ^ (1 << bit)]))


def damages(binary, archive):
    verified = run(binary, archive, "verify")
    if verified.returncode not in (0, 1):
        raise Failed(f"verify ended with {verified.returncode}: {verified.stderr[-1000:]}")
    found = [json.loads(line) for line in verified.stdout.splitlines()]
    if (verified.returncode == 1) != bool(found):
        raise Failed(f"exit code {verified.returncode} with {len(found)} damages named")
    return found


class Flipper:
    def __init__(self, binary, archive, draw):
        self.binary, self.archive, self.draw = binary, archive, draw
        self.counts = collections.Counter()

    def try_flip(self, kind, path, offset, names):
        """Flips a random bit of the byte; `names` tells whether the damages found name it."""
        bit = self.draw.randrange(8)
        flip(path, offset, bit)
        try:
            found = damages(self.binary, self.archive)
            if not found or not names(found):
                raise Failed(f"{kind}: bit {bit} of byte {offset} of {path.name} was not named; found: {found[:3]}")
        finally:
            flip(path, offset, bit)
        self.counts[kind] += 1


def naming(where):
    return lambda found: any(damage["where"] == where for damage in found)


def flip_items(flipper):
    for path in sorted((flipper.archive / "items").glob("*/*")):
        path.chmod(0o644)
        flipper.try_flip("item", path, flipper.draw.randrange(path.stat().st_size), naming(f"item {path.name}"))


def flip_own_files(flipper):
    for name, step in (("archive.toml", 9), ("checkpoint", 5), ("SHA256SUMS", 11)):
        path = flipper.archive / name
        for offset in range(0, path.stat().st_size, step):
            # A changed hash in SHA256SUMS is told as the file that it no longer fits.
            flipper.try_flip(name, path, offset, lambda found: any(name in damage["where"] + damage["what"] for damage in found))


def flip_database(flipper):
    path = flipper.archive / "khronika.db"
    for begin in range(0, path.stat().st_size, 512):
        flipper.try_flip("database file", path, begin + flipper.draw.randrange(512), naming("khronika.db"))


def find_all(data, needle):
    offset = data.find(needle)
    while offset >= 0:
        yield offset
        offset = data.find(needle, offset + 1)


def flip_rows(flipper):
    """Without the fingerprint: entries, hashes and rows are checked by what they mean."""
    path = flipper.archive / "khronika.db"
    sums = flipper.archive / "SHA256SUMS"
    with sqlite3.connect(f"file:{path}?immutable=1", uri=True) as database:
        entries = database.execute("SELECT entry_index, entry, leaf_hash FROM journal").fetchall()
        rows = [("items", "sha256", "media_type"), ("collections", "id", "collected_from")]
        cells = [(table, *row) for table, key, column in rows
                 for row in database.execute(f"SELECT {key}, {column} FROM {table}").fetchall()]
    kept = sums.read_bytes()
    sums.unlink()
    data = path.read_bytes()
    for index, entry, leaf_hash in entries:
        encoded = entry.encode()
        for offset in find_all(data, encoded):
            # One byte of each kind of content: type, time, id, hash, path, punctuation.
            for place in sorted({0, len(encoded) - 1, *(flipper.draw.randrange(len(encoded)) for _ in range(4))}):
                flipper.try_flip("journal entry", path, offset + place, naming(f"journal entry {index}"))
        for offset in find_all(data, leaf_hash.encode()):
            # The last leaf may stand among the tree's subtrees too.
            flipper.try_flip("leaf hash", path, offset + flipper.draw.randrange(64),
                             lambda found, entry=f"journal entry {index}": any(d["where"] in (entry, "table tree") for d in found))
    for table, key, value in cells:
        # The row's cell holds its key and, after it, the value; the journal's own copy is JSON and lies elsewhere.
        for offset in find_all(data, key.encode()):
            place = data.find(value.encode(), offset, offset + 400)
            if place < 0 or data[max(0, offset - 1)] == ord('"'):
                continue
            flipper.try_flip("table row", path, place + flipper.draw.randrange(len(value.encode())),
                             lambda found: any(d["where"].startswith(f"table {table}, row ") or d["where"] in ("database", "khronika.db")
                                               for d in found))
    sums.write_bytes(kept)


def make_archive(binary, scratch):
    folder = scratch / "files"
    folder.mkdir()
    for number in range(12):
        (folder / f"файл-{number}.html").write_text(f"<html><body><p>Задержаны {number} человек {'слово ' * 50 * number}</p></body></html>")
        (folder / f"файл-{number}.html.meta.json").write_text(json.dumps({"title": f"Title {number}", "published": "2024-03-05"}))
    archive = scratch / "archive"
    for arguments in (("init",), ("collect", str(folder))):
        result = run(binary, archive, *arguments)
        if result.returncode != 0:
            raise Failed(f"{arguments[0]}: {result.stderr}")
    return archive


def main():
    binary = str(pathlib.Path(sys.argv[1]).resolve())
    seed = int(os.environ.get("KHRONIKA_FLIP_SEED", time.time_ns() % 1_000_000_007))
    print(f"seed {seed} (KHRONIKA_FLIP_SEED={seed} repeats the draws)", flush=True)
    # In memory where there is such a folder: what is tested here does not depend on the disk.
    with tempfile.TemporaryDirectory(dir="/dev/shm" if os.access("/dev/shm", os.W_OK) else None) as name:
        archive = make_archive(binary, pathlib.Path(name))
        if damages(binary, archive):
            raise Failed("the archive is not sound before any bit is flipped")
        flipper = Flipper(binary, archive, random.Random(seed))
        begin = time.monotonic()
        flip_items(flipper)
        flip_own_files(flipper)
        flip_database(flipper)
        flip_rows(flipper)
        if left := damages(binary, archive):
            raise Failed(f"the archive is not sound with every bit back in its place: {left[:3]}")
    print(f"flipped and found in {time.monotonic() - begin:.0f} s: {dict(flipper.counts)}")
    for kind in ("item", "journal entry", "leaf hash", "table row", "database file", "checkpoint", "SHA256SUMS", "archive.toml"):
        if flipper.counts[kind] < 6:
            raise Failed(f"only {flipper.counts[kind]} flips of {kind}: the test did not meet it")


if __name__ == "__main__":
    try:
        main()
    except Failed as failure:
        print(f"FAILED: {failure}")
        sys.exit(1)
