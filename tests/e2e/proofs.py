#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""proofs.py BINARY: what Khronika signs and proves, checked by programs that are not Khronika.

A log of 5,000 entries: its tiles and every entry by Go's golang.org/x/mod/sumdb (tests/independent/verify.go), proofs of
entries and of growth by the same, signatures by `openssl pkeyutl`, timestamps of a local authority by `openssl ts`. Then a
changed byte in each kind of file must be found; a fork and an older state must not be signed; keys are changed.

KHRONIKA_EVERY_BYTE=1 changes every byte where otherwise one in several is changed.
"""
import base64
import json
import os
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "support"))
import authority  # noqa: E402

NAME = "example.org/archive"
ENTRIES = 5000
EVERY = bool(os.environ.get("KHRONIKA_EVERY_BYTE"))


class Failed(Exception):
    pass


def expect(true, message):
    if not true:
        raise Failed(message)


class World:
    def __init__(self, binary, scratch):
        self.binary, self.scratch = binary, scratch
        self.archive = scratch / "archive"
        self.state = scratch / "state"
        self.passphrase = scratch / "passphrase"
        self.passphrase.write_text("a passphrase\n")
        self.pages = scratch / "pages"
        self.pages.mkdir()

    def call(self, *arguments, archive=None, state=None):
        environment = dict(os.environ, XDG_STATE_HOME=str(state or self.state), KHRONIKA_PASSPHRASE_FILE=str(self.passphrase))
        return subprocess.run([self.binary, "--archive", str(archive or self.archive), *map(str, arguments)], capture_output=True,
                              text=True, errors="replace", env=environment)

    def run(self, *arguments, **options):
        done = self.call(*arguments, **options)
        expect(done.returncode == 0, f"khronika {' '.join(map(str, arguments))} ended with {done.returncode}: {done.stderr}{done.stdout}")
        return done.stdout

    def refused(self, words, *arguments, code=3, **options):
        done = self.call(*arguments, **options)
        expect(done.returncode == code and words in done.stderr + done.stdout,
               f"khronika {' '.join(map(str, arguments))} ended with {done.returncode}, wanted {code} and '{words}': {done.stderr}{done.stdout}")

    def sound(self, *arguments, **options):
        return self.run("verify", *arguments, **options)

    def damages(self, *arguments, **options):
        done = self.call("--format", "jsonl", "verify", *arguments, **options)
        expect(done.returncode in (0, 1), f"verify ended with {done.returncode}: {done.stderr}")
        return [json.loads(line) for line in done.stdout.splitlines()]

    def page(self, name, words):
        path = self.pages / name
        path.write_text(words)
        return path


def build_verifier(scratch):
    program = scratch / "verify"
    environment = dict(os.environ, GO111MODULE="off", GOPATH="/usr/share/gocode", GOFLAGS="", GOCACHE=str(scratch / "go"))
    subprocess.run(["go", "build", "-o", program, ROOT / "independent" / "verify.go"], check=True, env=environment)

    def verify(*arguments):
        return subprocess.run([program, *map(str, arguments)], capture_output=True, text=True, errors="replace")
    return verify


def good(run, words):
    expect(run.returncode == 0 and words in run.stdout, f"the independent verifier: {run.stderr}{run.stdout}, wanted '{words}'")


def grow(world):
    """A log of 5,000 entries: pages that are read, one of them long, and the same pages found again at other places."""
    world.run("init")
    key = world.run("key", "make", "--name", NAME).strip()
    pages = [world.page(f"{number:03}.txt", f"On {number % 28 + 1} March 2024 police detained {number + 2} people in Kazan, the ministry said.\n")
             for number in range(40)]
    world.page("long.txt", "Seven people were detained in Kazan. " * 4000)
    world.run("collect", world.pages)
    world.run("checkpoint", "sign")
    for part in ("first", "second"):
        folder = world.scratch / part
        folder.mkdir()
        for number in range(ENTRIES // 2):
            shutil.copy(pages[number % len(pages)], folder / f"{number:05}.txt")
        world.run("collect", folder)
        world.run("checkpoint", "sign")
    return key


def check_log(world, verify, key):
    begin = time.monotonic()
    world.run("prove", "tiles", world.scratch / "tiles", "--entries")
    size = int((world.scratch / "tiles" / "checkpoint").read_text().splitlines()[1])
    expect(size >= ENTRIES, f"the log is of {size} entries alone")
    good(verify("tiles", world.scratch / "tiles", key), f"tiles: {size} entries")
    expect(list((world.scratch / "tiles" / "tile" / "entries32").iterdir()), "no bundle with a long entry")
    draw = random.Random(5)
    indices = sorted({0, 1, 255, 256, size - 1, *(draw.randrange(size) for _ in range(15))})
    for index in indices:
        world.run("prove", index, "-o", world.scratch / "entry.tlog-proof")
        good(verify("proof", world.scratch / "entry.tlog-proof", key), f"entry {index} of")
    sizes = [one["entries"] for one in json.loads(world.run("--format", "json", "checkpoint", "list"))]
    for new in sizes[1:]:
        for old in sizes[:sizes.index(new)]:
            world.run("prove", "consistency", old, new, "-o", world.scratch / "growth")
            (world.scratch / "old").write_text(world.run("checkpoint", "show", old))
            good(verify("growth", world.scratch / "growth", key, world.scratch / "old"), f"from {old} to {new}")
    print(f"{size} entries, {len(indices)} proofs and {len(sizes)} checkpoints hold by golang.org/x/mod in {time.monotonic() - begin:.0f} s",
          flush=True)
    for old in sizes:
        check_signature(world, key, world.run("checkpoint", "show", old))


def check_signature(world, key, note):
    """By openssl alone."""
    text, line = note.split("\n\n")
    raw = base64.b64decode(key.split("+", 2)[2])
    signature = base64.b64decode(line.split(" ")[2])
    expect(raw[0] == 1 and signature[:4].hex() == key.split("+")[1], "the signature names another key")
    for name, data in (("text", (text + "\n").encode()), ("signature", signature[4:]),
                       ("key.der", bytes.fromhex("302a300506032b6570032100") + raw[1:])):
        (world.scratch / name).write_bytes(data)
    authority.openssl("pkeyutl", "-verify", "-pubin", "-keyform", "DER", "-inkey", world.scratch / "key.der", "-rawin", "-in",
                      world.scratch / "text", "-sigfile", world.scratch / "signature")


def flips(data, step):
    for place in range(0, len(data), 1 if EVERY else step):
        changed = bytearray(data)
        changed[place] ^= 1 << (place % 8)
        yield place, bytes(changed)


def flip_for_go(world, verify, key):
    """Tiles, bundles, proofs and the checkpoint beside them, judged by the independent verifier."""
    small = world.scratch / "small"
    world.run("init", archive=small)
    small_key = world.run("key", "make", "--name", NAME, archive=small).strip()
    world.run("collect", world.pages / "000.txt", archive=small)
    world.run("checkpoint", "sign", archive=small)
    size = json.loads(world.run("--format", "json", "checkpoint", "list", archive=small))[0]["entries"]
    world.run("collect", world.pages / "001.txt", archive=small)
    world.run("checkpoint", "sign", archive=small)
    tiles = world.scratch / "small-tiles"
    world.run("prove", "tiles", tiles, "--entries", archive=small)
    world.run("prove", 2, "-o", world.scratch / "small.tlog-proof", archive=small)
    world.run("prove", "consistency", size, "-o", world.scratch / "small.growth", archive=small)
    (world.scratch / "small.old").write_text(world.run("checkpoint", "show", size, archive=small))
    targets = [(path, ("tiles", tiles)) for path in sorted(tiles.rglob("*")) if path.is_file()]
    targets.append((world.scratch / "small.tlog-proof", ("proof", world.scratch / "small.tlog-proof")))
    for name in ("small.growth", "small.old"):
        targets.append((world.scratch / name, ("growth", world.scratch / "small.growth")))
    count = 0
    for path, (kind, target) in targets:
        arguments = (kind, target, small_key) + ((world.scratch / "small.old",) if kind == "growth" else ())
        good(verify(*arguments), "")
        kept = path.read_bytes()
        for place, changed in flips(kept, 7):
            path.write_bytes(changed)
            expect(verify(*arguments).returncode == 1, f"byte {place} of {path.name} was changed and not found by the verifier")
            count += 1
        path.write_bytes(kept)
    print(f"changed bytes in tiles, bundles and proofs, each found: {count}", flush=True)
    return small, small_key


def stamp(world, small):
    """Two authorities: one over HTTP, one by files. Then those that lie."""
    first = authority.make(world.scratch / "authority-1", "First")
    second = authority.make(world.scratch / "authority-2", "Second")
    server = authority.Server(lambda query: (200, first.reply(query)))
    told = world.run("checkpoint", "timestamp", "--authority", server.url, "--ca", first.certificate, archive=small)
    expect("CN=First" in told, f"the authority is not named: {told}")
    world.run("checkpoint", "timestamp", "--request", world.scratch / "query.tsq", archive=small)
    (world.scratch / "reply.tsr").write_bytes(second.reply((world.scratch / "query.tsq").read_bytes()))
    world.run("checkpoint", "timestamp", "--reply", world.scratch / "reply.tsr", archive=small)
    both = ("--timestamp-ca", first.certificate, "--timestamp-ca", second.certificate)
    expect("timestamps: 2 (by the given authorities)" in world.sound(*both, archive=small), "the timestamps are not counted")
    expect(any("given authorities" in one["what"] for one in world.damages("--timestamp-ca", first.certificate, archive=small)),
           "a timestamp of an authority that was not given is taken")
    size = json.loads(world.run("--format", "json", "checkpoint", "list", archive=small))[-1]["entries"]
    for number, signer in ((1, first), (2, second)):
        authority.openssl("ts", "-verify", "-data", small / "checkpoints" / str(size), "-in", small / "checkpoints" / f"{size}.{number}.tsr",
                          "-CAfile", signer.certificate)
    old = (world.scratch / "reply.tsr").read_bytes()
    lies = {"the authority did not grant it": lambda query: (200, first.reply(b"\x30\x03\x02\x01\x01")),
            "its nonce differs": lambda query: (200, old),
            "no timestamp response": lambda query: (200, b"\x30\x00"),
            "HTTP status 503": lambda query: (503, b""),
            "no timestamp response in DER": lambda query: (200, first.reply(query) + b"x"),
            "do": lambda query: (200, second.reply(query))}
    for words, answer in lies.items():
        lying = authority.Server(answer)
        world.refused(words, "checkpoint", "timestamp", "--authority", lying.url, "--ca", first.certificate, archive=small)
        lying.close()
    server.close()
    world.refused("no timestamp", "checkpoint", "timestamp", "--authority", server.url, archive=small)
    oldest = json.loads(world.run("--format", "json", "checkpoint", "list", archive=small))[0]["entries"]
    world.refused("it is a timestamp of something else", "checkpoint", "timestamp", "--size", oldest, "--reply", world.scratch / "reply.tsr",
                  archive=small)
    world.sound(*both, archive=small)
    return both


def flip_for_khronika(world, small, both):
    """Files of an archive, judged by `khronika verify`."""
    state = next((world.state / "khronika").glob(f"{identity(small)}/last-signed-*"))
    count = 0
    for path, step in ((small / "keyring", 23), (small / "last-signed", 11), (state, 11),
                       *((path, 61 if path.suffix else 11) for path in sorted((small / "checkpoints").iterdir()))):
        kept = path.read_bytes()
        for place, changed in flips(kept, step):
            path.write_bytes(changed)
            found = world.damages(*both, archive=small)
            expect(any(path.name in one["where"] + one["what"] for one in found), f"byte {place} of {path} was changed and not named: {found}")
            count += 1
        path.write_bytes(kept)
    surplus = small / "checkpoints" / "7"
    surplus.write_text("x")
    expect(world.damages(archive=small), "a file that is no checkpoint is not found")
    surplus.unlink()
    world.sound(*both, archive=small)
    print(f"changed bytes in keyring, checkpoints, timestamps and last signed state, each found: {count}", flush=True)


def identity(archive):
    return re.search(r"\b[0-9A-Z]{26}\b", (archive / "archive.toml").read_text()).group()


def refuse_forks(world):
    """A copy from before; then the same copy grown another way."""
    home = world.scratch / "home"
    world.run("init", archive=home)
    world.run("key", "make", archive=home)
    world.run("collect", world.pages / "000.txt", archive=home)
    world.run("checkpoint", "sign", archive=home)
    copy = world.scratch / "copy"
    shutil.copytree(home, copy)
    world.run("collect", world.pages / "001.txt", archive=home)
    later = world.run("checkpoint", "sign", archive=home)
    world.refused("older state", "checkpoint", "sign", archive=copy)
    expect(any("earlier state" in one["what"] for one in world.damages(archive=copy)), "verify takes the older state")
    for number in range(2, 8):
        world.run("collect", world.pages / f"{number:03}.txt", archive=copy)
    world.refused("fork", "checkpoint", "sign", archive=copy)
    expect(any("fork" in one["what"] for one in world.damages(archive=copy)), "verify takes the fork")
    # Without the state folder the copy knows nothing; with the later state in the archive's own folder it does.
    elsewhere = world.scratch / "elsewhere"
    (copy / "last-signed").write_text(later)
    world.refused("fork", "checkpoint", "sign", archive=copy, state=elsewhere)
    (copy / "last-signed").write_text(later.replace("example", "x").replace("khronika/", "khronika/x", 1))
    world.refused("signed it", "checkpoint", "sign", archive=copy, state=elsewhere)
    # A signature that was cut off before the journal was told is recorded, not made anew.
    shutil.rmtree(copy)
    world.run("collect", world.pages / "002.txt", archive=home)
    shutil.copytree(home, copy)
    note = world.run("checkpoint", "sign", archive=home)
    expect(world.run("checkpoint", "sign", archive=copy) == note, "another checkpoint was signed in the place of one that was cut off")
    expect(note in [one["note"] for one in json.loads(world.run("--format", "json", "checkpoint", "list", archive=copy))], "it is not recorded")
    expect(world.run("checkpoint", "sign", archive=home) == note, "a checkpoint was signed though nothing was appended")


def change_keys(world):
    home = world.scratch / "home"
    before = world.run("checkpoint", "show", archive=home)
    wrong = world.scratch / "wrong"
    wrong.write_text("another\n")
    world.refused("the passphrase is wrong", "checkpoint", "sign", "--passphrase-file", wrong, archive=home)
    world.refused("has a signing key already", "key", "make", archive=home, code=2)
    expect((home / "keyring").stat().st_mode & 0o777 == 0o600, "others can read the keyring")
    first = json.loads(world.run("--format", "json", "key", "show", archive=home))[0]["key"]
    second = world.run("key", "make", "--replace", archive=home).strip()
    expect(first != second and first.split("+")[0] == second.split("+")[0], "the new key has another name")
    after = world.run("checkpoint", "sign", archive=home)
    for key, note in ((first, before), (second, after)):
        check_signature(world, key, note)
    world.sound("--key", first, "--key", second, archive=home)
    expect(world.damages("--key", second.replace("+A", "+B", 1), archive=home), "a key that the journal does not name is taken")
    world.run("key", "passphrase", "--new-passphrase-file", wrong, archive=home)
    world.run("collect", world.pages / "003.txt", archive=home)
    world.refused("the passphrase is wrong", "checkpoint", "sign", archive=home)
    world.run("checkpoint", "sign", "--passphrase-file", wrong, archive=home)
    kept = (home / "keyring").read_bytes()
    other = world.scratch / "small" / "keyring"
    (home / "keyring").write_bytes(other.read_bytes())
    expect(any(one["where"] == "keyring" for one in world.damages(archive=home)), "another archive's keyring is taken")
    world.refused("vouches for it", "checkpoint", "sign", archive=home)
    (home / "keyring").write_bytes(kept)
    (home / "keyring").rename(world.scratch / "gone")
    expect(any(one["where"] == "keyring" for one in world.damages(archive=home)), "a missing keyring is not found")
    world.refused("no signing key", "checkpoint", "sign", archive=home, code=2)
    world.refused("its keyring is gone", "key", "make", archive=home)
    (world.scratch / "gone").rename(home / "keyring")
    world.run("key", "passphrase", "--passphrase-file", wrong, "--no-passphrase", archive=home)
    world.sound(archive=home)


def main():
    binary = str(pathlib.Path(sys.argv[1]).resolve())
    with tempfile.TemporaryDirectory(dir="/dev/shm" if os.access("/dev/shm", os.W_OK) else None) as name:
        world = World(binary, pathlib.Path(name))
        verify = build_verifier(world.scratch)
        key = grow(world)
        check_log(world, verify, key)
        small, _ = flip_for_go(world, verify, key)
        both = stamp(world, small)
        flip_for_khronika(world, small, both)
        refuse_forks(world)
        change_keys(world)
        world.sound("--key", key)
    print("signatures, proofs and timestamps hold, and what must be refused is refused")


if __name__ == "__main__":
    try:
        main()
    except Failed as failure:
        print(f"FAILED: {failure}")
        sys.exit(1)
