#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""bad_places.py BINARY: a full disk, a limit of file size, folders without rights, a very large file.

A full disk is a small tmpfs, which needs the right to mount (root, or a user namespace); where there is none, the limit of
file size alone stands for it, and the test says so.
"""
import json
import os
import pathlib
import resource
import shutil
import signal
import subprocess
import sys
import tempfile

NOBODY = 65534


class Failed(Exception):
    pass


def run(binary, archive, *arguments, before=(), limit=None):
    def set_limit():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    return subprocess.run([*before, binary, "--archive", str(archive), "--format", "jsonl", *arguments], capture_output=True, text=True,
                          preexec_fn=set_limit if limit else None)


def expect(step, result, code, words=""):
    if result.returncode != code or words not in result.stderr:
        raise Failed(f"{step}: exit code {result.returncode}, wanted {code} and '{words}'\n{result.stdout[-1500:]}{result.stderr[-1500:]}")
    return result


def make_files(folder, number, size):
    folder.mkdir(parents=True)
    for i in range(number):
        (folder / f"{i:03}.txt").write_bytes(f"file {i}\n".encode() + os.urandom(size))


def check_after(binary, archive, first):
    """What was acknowledged before the disk was full is there, and the archive is sound."""
    acknowledged = {json.loads(line)["item"] for line in first.stdout.splitlines()}
    expect("verify", run(binary, archive, "verify"), 0)
    held = {json.loads(line)["sha256"] for line in expect("items", run(binary, archive, "items"), 0).stdout.splitlines()}
    if not acknowledged <= held:
        raise Failed(f"{len(acknowledged - held)} acknowledged items are not in the archive")
    return len(acknowledged)


def full_disk(binary, scratch):
    disk = scratch / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(disk)], capture_output=True).returncode != 0:
        return "no right to mount a tmpfs here: the full disk itself was not tried"
    try:
        make_files(scratch / "full", 400, 9_000)
        archive = disk / "archive"
        expect("init", run(binary, archive, "init"), 0)
        first = expect("collect on a full disk", run(binary, archive, "collect", str(scratch / "full")), 3, "the disk is full; free some space")
        kept = check_after(binary, archive, first)
        if not 0 < kept < 400:
            raise Failed(f"{kept} of 400 files fit: the disk was not filled by the batch")
        subprocess.run(["mount", "-o", "remount,size=64m", str(disk)], check=True)
        expect("collect with more space", run(binary, archive, "collect", str(scratch / "full")), 0)
        check_after(binary, archive, first)
        return f"the disk was full after {kept} of 400 files; nothing was lost"
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def limited_size(binary, scratch):
    make_files(scratch / "limited", 10, 100)
    (scratch / "limited" / "005-big.txt").write_bytes(b"b" * 3_000_000)
    archive = scratch / "limited-archive"
    expect("init", run(binary, archive, "init"), 0)
    first = expect("collect with a limit of size", run(binary, archive, "collect", str(scratch / "limited"), limit=2_000_000), 3,
                   "would pass the allowed size")
    kept = check_after(binary, archive, first)
    expect("collect without the limit", run(binary, archive, "collect", str(scratch / "limited")), 0)
    check_after(binary, archive, first)
    return f"the limit was met after {kept} of 11 files; nothing was lost"


def without_rights(binary, scratch):
    """Runs as nobody, because permissions do not bind root."""
    before = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"] if os.geteuid() == 0 else []
    os.chmod(scratch, 0o755)
    mine = scratch / "mine"
    make_files(mine / "in", 3, 10)
    archive = mine / "archive"
    expect("init", run(binary, archive, "init"), 0)
    expect("collect", run(binary, archive, "collect", str(mine / "in")), 0)
    (mine / "in" / "001.txt").chmod(0)
    expect("items", run(binary, archive, "items"), 0)
    os.chmod(mine, 0o555)
    for path in [archive, *archive.rglob("*")]:
        if path.is_dir():
            path.chmod(0o555)
    if not before:
        (archive / "lock").chmod(0o444)
    expect("collect into a folder without rights", run(binary, archive, "collect", str(mine / "in"), before=before), 3, "give this account the right")
    expect("init in a folder without rights", run(binary, mine / "new", "init", before=before), 3, "give this account the right")
    # Who may only read can still look and check.
    expect("items by a reader", run(binary, archive, "items", before=before), 0)
    expect("verify by a reader", run(binary, archive, "verify", before=before), 0)
    own = scratch / "own"
    own.mkdir()
    own.chmod(0o777)
    expect("init", run(binary, own / "archive", "init", before=before), 0)
    partly = expect("collect with one file without rights", run(binary, own / "archive", "collect", str(mine / "in"), before=before), 3,
                    "001.txt: Permission denied")
    if len(partly.stdout.splitlines()) != 2:
        raise Failed("a file without rights stopped the others")
    for path in [mine, archive, *archive.rglob("*")]:
        if path.is_dir():
            path.chmod(0o755)
    return "folders and files without rights are told"


def large_file(binary, scratch):
    path = scratch / "large.txt"
    with open(path, "wb") as file:
        for _ in range(200):
            file.write(b"a line of the large file\n" * 41944)
    archive = scratch / "large-archive"
    expect("init", run(binary, archive, "init"), 0)
    peak = scratch / "peak"
    measured = ["/usr/bin/env", "python3", "-c",
                "import resource,subprocess,sys;c=subprocess.run(sys.argv[2:]).returncode;"
                "open(sys.argv[1],'w').write(str(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss));sys.exit(c)", str(peak)]
    collected = expect("collect of 200 MB", run(binary, archive, "collect", str(path), before=measured), 0,
                       "kept, but not read: 209720000 bytes")
    if json.loads(collected.stdout)["size"] != path.stat().st_size:
        raise Failed("the large file was not kept whole")
    expect("verify of 200 MB", run(binary, archive, "verify"), 0)
    megabytes = int(peak.read_text()) // 1024
    # The worker maps the file, and what it looks at of that counts here, although it takes no memory that another could not have.
    if megabytes > 280:
        raise Failed(f"collecting 200 MB took {megabytes} MB of memory")
    return f"200 MB collected with {megabytes} MB of memory"


def main():
    binary = str(pathlib.Path(sys.argv[1]).resolve())
    with tempfile.TemporaryDirectory() as name:
        scratch = pathlib.Path(name)
        # Nobody must be able to run it.
        runnable = shutil.copy(binary, scratch / "khronika")
        for part in (full_disk, limited_size, without_rights, large_file):
            print(part(str(runnable), scratch), flush=True)


if __name__ == "__main__":
    try:
        main()
    except Failed as failure:
        print(f"FAILED: {failure}")
        sys.exit(1)
