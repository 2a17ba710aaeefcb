#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""verify_by_hand.py BINARY: runs docs/verify.md as it stands: its Python saved as check.py, its commands in their order.

Then changes every byte of the proof and of the earlier checkpoint, one at a time, and sees that check.py refuses each.
"""
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
import authority  # noqa: E402

DOCUMENT = pathlib.Path(__file__).resolve().parent.parent.parent / "docs" / "verify.md"


class Failed(Exception):
    pass


def expect(true, message):
    if not true:
        raise Failed(message)


def khronika(binary, scratch, *arguments):
    environment = dict(os.environ, XDG_STATE_HOME=str(scratch / "state"), KHRONIKA_PASSPHRASE_FILE=str(scratch / "passphrase"))
    run = subprocess.run([binary, "--archive", str(scratch / "archive"), *arguments], capture_output=True, text=True, env=environment)
    expect(run.returncode == 0, f"khronika {' '.join(arguments)}: {run.stderr}")
    return run.stdout


def prepare(binary, scratch, given):
    """What the page says that the reader has."""
    (scratch / "passphrase").write_text("a passphrase\n")
    pages = scratch / "pages"
    pages.mkdir()
    for number in range(5):
        (pages / f"{number}.txt").write_text(f"On 5 March police detained {number + 2} people in Kazan, the ministry said.\n")
    khronika(binary, scratch, "init")
    (given / "key.txt").write_text(khronika(binary, scratch, "key", "make", "--name", "example.org/archive"))
    khronika(binary, scratch, "collect", str(pages / "0.txt"))
    (given / "earlier").write_text(khronika(binary, scratch, "checkpoint", "sign"))
    khronika(binary, scratch, "collect", str(pages))
    khronika(binary, scratch, "checkpoint", "sign")
    signer = authority.make(scratch / "authority")
    (given / "authority.pem").write_bytes(signer.certificate.read_bytes())
    khronika(binary, scratch, "checkpoint", "timestamp", "--request", str(scratch / "query.tsq"))
    (scratch / "reply.tsr").write_bytes(signer.reply((scratch / "query.tsq").read_bytes()))
    khronika(binary, scratch, "checkpoint", "timestamp", "--reply", str(scratch / "reply.tsr"), "--ca", str(signer.certificate))
    size = json.loads(khronika(binary, scratch, "--format", "json", "checkpoint", "list"))[-1]["entries"]
    (given / "stamp.tsr").write_bytes((scratch / "archive" / "checkpoints" / f"{size}.1.tsr").read_bytes())
    (given / "item").write_bytes((pages / "3.txt").read_bytes())
    item = subprocess.run(["sha256sum", given / "item"], capture_output=True, text=True, check=True).stdout.split()[0]
    khronika(binary, scratch, "prove", item, "-o", str(given / "item.tlog-proof"))
    old = (given / "earlier").read_text().splitlines()[1]
    khronika(binary, scratch, "prove", "consistency", old, "-o", str(given / "growth"))
    return item


def document():
    """The Python of the page, and its commands in their order."""
    text = DOCUMENT.read_text()
    python = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    expect(len(python) == 1, "the page should hold one page of Python")
    rest = re.sub(r"```python\n.*?```", "", text, flags=re.DOTALL)
    return python[0], [line[4:] for line in rest.splitlines() if line.startswith("    ")]


def run_document(given, item):
    python, commands = document()
    (given / "check.py").write_text(python)
    expect(len(commands) == 8, f"the page should hold eight commands, not {len(commands)}")
    printed = []
    for command in commands:
        run = subprocess.run(["bash", "-eu", "-o", "pipefail", "-c", command], cwd=given, capture_output=True, text=True)
        expect(run.returncode == 0, f"`{command}` ended with {run.returncode}: {run.stdout}{run.stderr}")
        printed.append(run.stdout + run.stderr)
    everything = "".join(printed)
    for wanted in (item + "  item", f'"item": "{item}"', "stands in the log of", "Verification: OK", "Time stamp:", "begins with the"):
        expect(wanted in everything, f"the commands do not print '{wanted}':\n{everything}")


def refuses(given, *arguments):
    return subprocess.run([sys.executable, "check.py", *arguments], cwd=given, capture_output=True).returncode != 0


def change_bytes(given):
    """Every ninth byte of each in turn; every byte where KHRONIKA_EVERY_BYTE is set."""
    step = 1 if os.environ.get("KHRONIKA_EVERY_BYTE") else 9
    count = 0
    for name, arguments in (("item.tlog-proof", ("entry", "changed", "key.txt")), ("growth", ("growth", "changed", "key.txt", "earlier")),
                            ("earlier", ("growth", "growth", "key.txt", "changed"))):
        data = (given / name).read_bytes()
        for place in range(0, len(data), step):
            changed = bytearray(data)
            changed[place] ^= 1 << (place % 8)
            (given / "changed").write_bytes(changed)
            expect(refuses(given, *arguments), f"check.py takes {name} with byte {place} changed")
            count += 1
    key = (given / "key.txt").read_text()
    (given / "changed").write_text(key[:-10] + ("A" if key[-10] != "A" else "B") + key[-9:])
    expect(refuses(given, "entry", "item.tlog-proof", "changed"), "check.py takes another key")
    return count


def main():
    binary = str(pathlib.Path(sys.argv[1]).resolve())
    with tempfile.TemporaryDirectory(dir="/dev/shm" if os.access("/dev/shm", os.W_OK) else None) as name:
        scratch = pathlib.Path(name)
        given = scratch / "given"
        given.mkdir()
        item = prepare(binary, scratch, given)
        run_document(given, item)
        count = change_bytes(given)
    print(f"docs/verify.md holds word for word; changed bytes that check.py refused: {count}")


if __name__ == "__main__":
    try:
        main()
    except Failed as failure:
        print(f"FAILED: {failure}")
        sys.exit(1)
