#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""readers_go_on.py BINARY: while one process collects, others list and verify without a false alarm, and a second writer
is turned away."""
import os
import pathlib
import subprocess
import sys
import tempfile


class Failed(Exception):
    pass


def run(binary, archive, *arguments):
    return subprocess.run([binary, "--archive", archive, "--format", "jsonl", *arguments], capture_output=True, text=True)


def expect(step, result, code):
    if result.returncode != code:
        raise Failed(f"{step}: exit code {result.returncode}, wanted {code}\n{result.stdout[-1500:]}{result.stderr[-1500:]}")
    return result


def main():
    binary = str(pathlib.Path(sys.argv[1]).resolve())
    # In memory where there is such a folder: what is tested here does not depend on the disk.
    with tempfile.TemporaryDirectory(dir="/dev/shm" if os.access("/dev/shm", os.W_OK) else None) as name:
        folder, archive = pathlib.Path(name) / "files", str(pathlib.Path(name) / "archive")
        folder.mkdir()
        for number in range(400):
            (folder / f"{number:04}.txt").write_text(f"file {number}\n" * (1 + number % 50))
        expect("init", run(binary, archive, "init"), 0)
        verified = listed = turned_away = grown = 0
        for _ in range(2):
            writer = subprocess.Popen([binary, "--archive", archive, "collect", str(folder)], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
            while writer.poll() is None:
                expect("verify beside a writer", run(binary, archive, "verify"), 0)
                verified += 1
                seen = len(expect("items beside a writer", run(binary, archive, "items"), 0).stdout.splitlines())
                grown += seen > listed
                listed = seen
                second = run(binary, archive, "collect", str(folder / "0000.txt"))
                if second.returncode == 3 and "another khronika is writing to this archive" in second.stderr:
                    turned_away += 1
                elif second.returncode != 0:
                    raise Failed(f"a second writer: {second.returncode} {second.stderr}")
            if writer.returncode != 0:
                raise Failed(f"the writer: {writer.returncode} {writer.stderr.read().decode()}")
        expect("verify at the end", run(binary, archive, "verify"), 0)
        if listed > 400 or verified < 6 or grown < 3 or turned_away < 3:
            raise Failed(f"the readers did not meet the writer: {verified} {listed} {grown} {turned_away}")
        print(f"beside a writer: {verified} verifications, all sound; {grown} listings that had grown; {turned_away} writers turned away")


if __name__ == "__main__":
    try:
        main()
    except Failed as failure:
        print(f"FAILED: {failure}")
        sys.exit(1)
