#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""backup.py BINARY: the commands backup and restore beside Debian's own age, tar and sha256sum."""
import base64
import hashlib
import os
import pathlib
import subprocess
import sys
import tempfile


class Failed(Exception):
    pass


def run(*command, code=0, **options):
    result = subprocess.run([str(part) for part in command], capture_output=True, text=True, **options)
    if result.returncode != code:
        raise Failed(f"{command}: exit code {result.returncode}, wanted {code}\n{result.stdout[-1500:]}{result.stderr[-1500:]}")
    return result


def expect(condition, what):
    if not condition:
        raise Failed(what)


def make_keyring(archive):
    """An open signing key, in the form of src/vault/keyring.h; gives its public half."""
    der = subprocess.run(["openssl", "genpkey", "-algorithm", "ed25519", "-outform", "DER"], capture_output=True, check=True).stdout
    public = subprocess.run(["openssl", "pkey", "-inform", "DER", "-pubout", "-outform", "DER"], input=der, capture_output=True,
                            check=True).stdout[-32:]
    name = "example.org/archive"
    number = hashlib.sha256(name.encode() + b"\n\x01" + public).hexdigest()[:8]
    key = f"{name}+{number}+{base64.b64encode(bytes([1]) + public).decode()}"
    lines = f"khronika-keyring 1\nkey {key}\nsecret open {base64.b64encode(der[-32:]).decode()}\n"
    path = archive / "keyring"
    path.write_text(lines + f"sha256 {hashlib.sha256(lines.encode()).hexdigest()}\n")
    path.chmod(0o600)
    return key


def main():
    binary = str(pathlib.Path(sys.argv[1]).resolve())
    with tempfile.TemporaryDirectory(dir="/dev/shm" if os.access("/dev/shm", os.W_OK) else None) as name:
        scratch = pathlib.Path(name)
        archive = scratch / "archive"
        files = scratch / "files"
        files.mkdir()
        for number in range(20):
            (files / f"{number}.txt").write_text(f"Police detained {number + 2} people in Moscow on 3 April 2024.\n")
        khronika = [binary, "--archive", archive, "--format", "json"]
        run(*khronika, "init")
        run(*khronika, "collect", files)
        run("age-keygen", "-o", scratch / "key.txt")
        recipient = run("age-keygen", "-y", scratch / "key.txt").stdout.strip()
        refused = run(*khronika, "backup", scratch / "x.age", "--recipient", recipient, code=2)
        expect("no signing key" in refused.stderr, refused.stderr)
        key = make_keyring(archive)
        run(*khronika, "backup", scratch / "one.age", code=2)
        run(*khronika, "backup", scratch / "one.age", "--recipient", "age1nonsense", code=2)
        run(*khronika, "backup", scratch / "one.age", "--recipient", recipient)
        refused = run(*khronika, "backup", scratch / "one.age", "--recipient", recipient, code=2)
        expect("exists already" in refused.stderr, refused.stderr)

        # By hand, as docs/backup.md has it.
        by_hand = scratch / "by-hand"
        by_hand.mkdir()
        run("sh", "-c", f"age -d -i {scratch}/key.txt {scratch}/one.age >{scratch}/one.tar && tar xf {scratch}/one.tar -C {by_hand}")
        run("sh", "-c", r"grep -E '^[0-9a-f]{64} ' MANIFEST | sed 's/ [0-9]* /  /' | sha256sum -c --quiet", cwd=by_hand)
        expect(len(list((by_hand / "items").glob("*/*"))) == 20, "items are missing from the tar")
        expect(sum(1 for _ in open(by_hand / "journal.jsonl")) == 61, "entries are missing from the tar")

        run(*khronika, "restore", scratch / "one.age", scratch / "two", "--identity", scratch / "key.txt", "--key", key)
        run(binary, "--archive", scratch / "two", "verify")
        # What age itself sealed of the same tar, for a key and by a passphrase.
        run("age", "-r", recipient, "-o", scratch / "again.age", scratch / "one.tar")
        run(*khronika, "restore", scratch / "again.age", scratch / "three", "--identity", scratch / "key.txt", "--at-least", "61")
        (scratch / "passphrase").write_text("correct horse\n")
        run(*khronika, "backup", scratch / "words.age", "--backup-passphrase-file", scratch / "passphrase")
        run(*khronika, "restore", scratch / "words.age", scratch / "four", "--backup-passphrase-file", scratch / "passphrase")
        dump = [run("sqlite3", scratch / folder / "khronika.db", ".dump").stdout for folder in ("archive", "two", "three", "four")]
        expect(len(set(dump)) == 1, "a restored database differs from the first")

        # Refused, and nothing stays.
        whole = (scratch / "one.age").read_bytes()
        (scratch / "cut.age").write_bytes(whole[:-1000])
        (scratch / "flipped.age").write_bytes(whole[:5000] + bytes([whole[5000] ^ 1]) + whole[5001:])
        run("age-keygen", "-o", scratch / "other.txt")
        for path, identity, options, words in (
                ("cut.age", "key.txt", [], "truncated"),
                ("flipped.age", "key.txt", [], "altered"),
                ("one.age", "other.txt", [], "not sealed for this key"),
                ("one.age", "key.txt", ["--at-least", "62"], "is older than"),
                ("one.tar", "key.txt", [], "no file of age's")):
            result = run(*khronika, "restore", scratch / path, scratch / "five", "--identity", scratch / identity, *options, code=3)
            expect(words in result.stderr and path in result.stderr, result.stderr)
            expect(not list(scratch.glob("five*")), f"{path}: something half restored stays")
    print("backups are restored, by age too; what is wrong with one is named")


if __name__ == "__main__":
    try:
        main()
    except Failed as failure:
        print(f"FAILED: {failure}")
        sys.exit(1)
