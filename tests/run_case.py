#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs one black-box case: run_case.py BINARY FOLDER [--update]

FOLDER holds `cmd` (a bash script that calls $KHRONIKA, run in a fresh copy of `in/`), `out` (its standard output), and
where they matter `err` (its standard error) and `code` (its exit code, else 0). In `out` and `err` a line that begins
with `~ ` is a regular expression for the whole line.
"""
import difflib
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile


def matches(want, got):
    want, got = want.splitlines(), got.splitlines()
    if len(want) != len(got):
        return False
    return all(re.fullmatch(w[2:], g) if w.startswith("~ ") else w == g for w, g in zip(want, got))


def main():
    binary, folder = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2])
    update = "--update" in sys.argv[3:]
    with tempfile.TemporaryDirectory() as scratch:
        work = pathlib.Path(scratch) / "work"
        if (folder / "in").is_dir():
            shutil.copytree(folder / "in", work)
        else:
            work.mkdir()
        environment = dict(os.environ, KHRONIKA=str(binary), LC_ALL="C.UTF-8", TZ="UTC", XDG_STATE_HOME=str(pathlib.Path(scratch) / "state"))
        for name in ("KHRONIKA_ARCHIVE", "KHRONIKA_PASSPHRASE_FILE", "KHRONIKA_REASON"):
            environment.pop(name, None)
        run = subprocess.run(["bash", "-u", str((folder / "cmd").resolve())], cwd=work, env=environment,
                             capture_output=True, text=True, timeout=300)
    failed = False
    want_code = int((folder / "code").read_text()) if (folder / "code").exists() else 0
    if run.returncode != want_code:
        print(f"exit code {run.returncode}, wanted {want_code}")
        failed = True
    for name, got in (("out", run.stdout), ("err", run.stderr)):
        path = folder / name
        if update and (path.exists() or name == "out"):
            path.write_text(got)
        want = path.read_text() if path.exists() else None
        if want is not None and not matches(want, got):
            sys.stdout.writelines(difflib.unified_diff(want.splitlines(True), got.splitlines(True), f"wanted {name}", f"got {name}"))
            failed = True
    if failed and run.stderr:
        print("--- standard error\n" + run.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
