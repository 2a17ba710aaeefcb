#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""kill9.py BINARY: kills `khronika collect` of 500 files with SIGKILL at random moments.

After each kill every file that was acknowledged must be in the archive, whole. Every few rounds the archive is verified
and rebuilt, the batch is run to its end, and a new archive is begun, so that the journal stays of a size that a check of
the whole of it in each round allows.

A moment is drawn as a number of acknowledgements and a delay of up to 20 ms after them, so that kills meet every step of the
batch on a machine of any speed. Seven archives of eight lie in memory (/dev/shm) where there is such a folder, so that they meet
the program rather than the disk's syncs; the eighth lies on the disk.

KHRONIKA_KILL_ROUNDS (200) and KHRONIKA_KILL_SEED (from the clock) steer it; the seed is printed.
"""
import collections
import hashlib
import json
import os
import pathlib
import random
import subprocess
import sys
import tempfile
import time

FILES = 500
ROUNDS_AN_ARCHIVE = 5


class Failed(Exception):
    pass


def run(binary, archive, *arguments):
    return subprocess.run([binary, "--archive", archive, "--format", "jsonl", *arguments], capture_output=True, text=True)


def expect_done(step, result):
    if result.returncode != 0:
        raise Failed(f"{step}: exit code {result.returncode}\n{result.stdout[-2000:]}{result.stderr[-2000:]}")


def make_files(folder, seed):
    """500 files of 1 to 4000 bytes, some of them alike; gives path -> SHA-256."""
    draw = random.Random(seed)
    hashes = {}
    for number in range(FILES):
        path = folder / f"{number:03}.txt"
        size = draw.randint(1, 4000)
        content = f"file {number % 480}\n".encode() + (draw.randbytes(size) if number % 3 == 0 else b"x" * (number % 480))
        path.write_bytes(content)
        hashes[str(path)] = hashlib.sha256(content).hexdigest()
    return hashes


def kill_once(binary, archive, folder, lines, delay):
    """Starts a collect, kills it `delay` seconds after it acknowledged `lines` files, and gives what it had acknowledged by
    then and whether it was still at work."""
    process = subprocess.Popen([binary, "--archive", archive, "--format", "jsonl", "collect", str(folder)],
                               stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    read = b""
    while read.count(b"\n") < lines and (more := os.read(process.stdout.fileno(), 65536)):
        read += more
    time.sleep(delay)
    struck = process.poll() is None
    process.kill()
    read += process.communicate()[0]
    # A last line without its end was not acknowledged.
    return [json.loads(line) for line in read.decode().split("\n")[:-1]], struck


def check_acknowledged(binary, archive, acknowledged, hashes):
    listed = run(binary, archive, "items")
    expect_done("items", listed)
    collected = {entry["id"] for line in listed.stdout.splitlines() for entry in json.loads(line)["collections"]}
    for entry in acknowledged:
        item = entry["item"]
        if item != hashes[entry["from"]]:
            raise Failed(f"{entry['from']} was acknowledged under another hash: {item}")
        path = pathlib.Path(archive) / "items" / item[:2] / item
        if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != item:
            raise Failed(f"acknowledged item {item} is not whole")
        if entry["collection"] not in collected:
            raise Failed(f"acknowledged collection {entry['collection']} of {entry['from']} is not in the archive")


def check_archive(binary, archive, folder, hashes):
    verified = run(binary, archive, "verify")
    expect_done("verify after a kill", verified)
    # A re-run completes the batch, and after it nothing is left over.
    expect_done("re-run", run(binary, archive, "collect", str(folder)))
    items = [json.loads(line) for line in run(binary, archive, "items").stdout.splitlines()]
    if {item["sha256"] for item in items} != set(hashes.values()):
        raise Failed("a completed re-run does not hold exactly the batch")
    origins = {entry["from"] for item in items for entry in item["collections"]}
    if origins != set(hashes):
        raise Failed("a completed re-run has not noted every file")
    rebuilt = run(binary, archive, "rebuild")
    expect_done("rebuild", rebuilt)
    if "equal to the tables that stood before" not in rebuilt.stderr or rebuilt.stdout:
        raise Failed(f"rebuild gave other tables:\n{rebuilt.stdout}{rebuilt.stderr}")
    final = run(binary, archive, "verify")
    expect_done("verify at the end", final)
    if "fingerprint" in final.stderr:
        raise Failed(f"a clean end left no fingerprint: {final.stderr}")
    on_disk = {path.name for path in (pathlib.Path(archive) / "items").glob("*/*")}
    if on_disk != set(hashes.values()) or list((pathlib.Path(archive) / "incoming").iterdir()):
        raise Failed("files without an entry were left behind")


def main():
    binary = str(pathlib.Path(sys.argv[1]).resolve())
    rounds = int(os.environ.get("KHRONIKA_KILL_ROUNDS", "200"))
    seed = int(os.environ.get("KHRONIKA_KILL_SEED", time.time_ns() % 1_000_000_007))
    print(f"seed {seed} (KHRONIKA_KILL_SEED={seed} repeats the draws), {rounds} rounds", flush=True)
    draw = random.Random(seed)
    begin = time.monotonic()
    counts = collections.Counter()
    memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    with tempfile.TemporaryDirectory() as on_disk, tempfile.TemporaryDirectory(dir=memory) as in_memory:
        folder = pathlib.Path(on_disk) / "files"
        folder.mkdir()
        hashes = make_files(folder, seed)
        for number in range(rounds):
            if number % ROUNDS_AN_ARCHIVE == 0:
                scratch = pathlib.Path(on_disk if number // ROUNDS_AN_ARCHIVE % 8 == 7 else in_memory)
                archive = str(scratch / f"archive{number}")
                expect_done("init", run(binary, archive, "init"))
                acknowledged = []
            lines, struck = kill_once(binary, archive, folder, draw.randrange(FILES), draw.uniform(0, 0.02))
            acknowledged += lines
            counts["struck"] += struck
            counts["struck in the batch"] += struck and 0 < len(lines) < FILES
            counts["acknowledged"] += len(lines)
            check_acknowledged(binary, archive, acknowledged, hashes)
            if number % ROUNDS_AN_ARCHIVE == ROUNDS_AN_ARCHIVE - 1 or number == rounds - 1:
                check_archive(binary, archive, folder, hashes)
    print(f"{rounds} kills in {time.monotonic() - begin:.0f} s; {dict(counts)}: nothing lost")
    # The test must be able to fail: the kills must have come while files were being acknowledged.
    if counts["struck in the batch"] < rounds * 0.8 or counts["acknowledged"] < rounds * 100:
        raise Failed("too few kills came in the middle of a batch for this to be a test")


if __name__ == "__main__":
    try:
        main()
    except Failed as failure:
        print(f"FAILED: {failure}")
        sys.exit(1)
