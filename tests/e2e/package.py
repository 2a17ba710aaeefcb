#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Packages of evidence: made of an archive, sound, checkable by other tools, and every changed byte found.

    package.py KHRONIKA
"""
import hashlib
import json
import os
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile
import zipfile

KHRONIKA = sys.argv[1]
SEED = int(os.environ.get("KHRONIKA_SEED", "20240325"))


def run(*arguments, expect=0, **environment):
    done = subprocess.run([KHRONIKA, *arguments], capture_output=True, text=True, env={**os.environ, **environment})
    if expect is not None and done.returncode != expect:
        sys.exit(f"{' '.join(arguments)}: exit {done.returncode}, expected {expect}\n{done.stdout}{done.stderr}")
    return done


def expect(condition, message):
    if not condition:
        sys.exit(message)


def make_archive(folder):
    sources = folder / "sources"
    sources.mkdir()
    (sources / "a.txt").write_text("The ministry said 418 people were expelled from St. Petersburg on 26 March 2024.\n")
    (sources / "b.html").write_text("<html lang=en><title>Raids</title><p>Police detained 58 workers in Kazan on Monday, "
                                    "the regional interior ministry reported. A lawyer said 12 of them were beaten.</p></html>")
    (sources / "c.bin").write_bytes(bytes(range(256)) * 40)
    archive = str(folder / "archive")
    run("init", archive)
    run("collect", "--archive", archive, str(sources))
    passphrase = folder / "passphrase"
    passphrase.write_text("correct horse battery staple\n")
    run("key", "make", "--archive", archive, "--passphrase-file", str(passphrase))
    key = run("key", "show", "--archive", archive, "--format", "json").stdout
    return archive, str(passphrase), key


def verifier_key(shown):
    value = json.loads(shown)
    value = value[0] if isinstance(value, list) else value
    return value["key"]


def flips_found(path, restore, label, rng, count):
    """Flips one bit in each of `count` places of each file under `path`; verify must say no each time."""
    files = [path] if path.is_file() else sorted(each for each in path.rglob("*") if each.is_file())
    for each in files:
        whole = each.read_bytes()
        places = range(len(whole)) if len(whole) <= count else sorted(rng.sample(range(len(whole)), count))
        for place in places:
            changed = bytearray(whole)
            changed[place] ^= 1 << rng.randrange(8)
            each.write_bytes(changed)
            done = run("verify", str(restore), expect=None)
            expect(done.returncode == 1, f"{label}: bit flipped at byte {place} of {each.name}, and verify ended with "
                                         f"{done.returncode}: {done.stderr}")
        each.write_bytes(whole)


def check_by_coreutils(bag):
    for manifest in ("manifest-sha256.txt", "tagmanifest-sha256.txt"):
        subprocess.run(["sha256sum", "-c", "--quiet", "--strict", manifest], cwd=bag, check=True)


def check_zip(wacz):
    with zipfile.ZipFile(wacz) as opened:
        expect(opened.testzip() is None, "another ZIP reader finds the WACZ damaged")
        names = opened.namelist()
        package = json.loads(opened.read("datapackage.json"))
        listed = {each["path"]: each for each in package["resources"]}
        expect(package["wacz_version"] == "1.1.1", "wacz_version")
        expect(sorted(names) == sorted([*listed, "datapackage.json", "datapackage-digest.json"]), "resources and entries differ")
        for name, each in listed.items():
            body = opened.read(name)
            expect(each["hash"] == "sha256:" + hashlib.sha256(body).hexdigest() and each["bytes"] == len(body), name)
        expect(all(info.compress_type == zipfile.ZIP_STORED for info in opened.infolist()), "an entry is compressed")


def check_by_peers(wacz, signed):
    peers = pathlib.Path(__file__).parent.parent / "peers"
    expect((peers / "node_modules").exists(), f"{peers}/node_modules is missing: run `npm ci --prefix {peers}`, as ./test does")
    done = subprocess.run(["node", str(peers / "check_wacz.mjs"), str(wacz)], capture_output=True, text=True)
    expect(done.returncode == 0, f"another reader of WACZ refuses it:\n{done.stderr[-2000:]}")
    found = json.loads(done.stdout)
    expect(found["records"] == 4 and found["signature"] is (True if signed else None), f"another reader found {found}")


def repack(wacz, out, change):
    """The WACZ anew with some of its files changed, and its list of hashes made to fit, as a forger would."""
    with zipfile.ZipFile(wacz) as opened:
        files = {name: opened.read(name) for name in opened.namelist()}
    change(files)
    package = json.loads(files["datapackage.json"])
    for each in package["resources"]:
        if each["path"] in files:
            each["hash"] = "sha256:" + hashlib.sha256(files[each["path"]]).hexdigest()
            each["bytes"] = len(files[each["path"]])
    files["datapackage.json"] = json.dumps(package).encode()
    digest = json.loads(files["datapackage-digest.json"])
    digest["hash"] = "sha256:" + hashlib.sha256(files["datapackage.json"]).hexdigest()
    files["datapackage-digest.json"] = json.dumps(digest).encode()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as made:
        for name, body in files.items():
            made.writestr(name, body)


def main():
    rng = random.Random(SEED)
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        archive, passphrase, shown = make_archive(folder)
        key = verifier_key(shown)
        bag, wacz, bare = folder / "bag", folder / "p.wacz", folder / "bare.wacz"
        run("export", "--archive", archive, str(bag), "--passphrase-file", passphrase, "--reason", "court")
        run("export", "--archive", archive, str(wacz), "--passphrase-file", passphrase)
        run("export", "--archive", archive, str(bare), "--unsigned")
        shutil.move(archive, folder / "away")
        for each in (bag, wacz):
            run("verify", str(each))
            run("verify", str(each), "--key", key)
            other = key[:-8] + ("AAAAAAA=" if not key.endswith("AAAAAAA=") else "BBBBBBA=")
            expect(run("verify", str(each), "--key", other, expect=None).returncode in (1, 2), "another key was taken")
        run("verify", str(bare))
        run("verify", str(bare), "--key", key, expect=1)
        check_by_coreutils(bag)
        check_zip(wacz)
        check_by_peers(wacz, True)
        check_by_peers(bare, False)
        flips_found(bag, bag, "bag", rng, 3)
        flips_found(wacz, wacz, "wacz", rng, 150)
        run("verify", str(bag))
        run("verify", str(wacz))

        forged = folder / "forged.wacz"
        claims = "khronika/claims.jsonl"
        repack(wacz, forged, lambda files: files.__setitem__(claims, files[claims].replace(b"418", b"481")))
        run("verify", str(forged), expect=1)
        repack(bare, forged, lambda files: files.__setitem__(claims, files[claims].replace(b"418", b"481")))
        run("verify", str(forged), expect=1)
        repack(bare, forged, lambda files: files.__setitem__("khronika/entries.jsonl", files["khronika/entries.jsonl"][:-200]))
        run("verify", str(forged), expect=1)
        (folder / "not.wacz").write_bytes(b"PK\x03\x04 and no more")
        run("verify", str(folder / "not.wacz"), expect=1)

        taken = run("export", "--archive", str(folder / "away"), str(bag), "--unsigned", expect=3)
        expect("exists already" in taken.stderr, taken.stderr)
        unknown = run("export", "--archive", str(folder / "away"), str(folder / "new"), "--item", "ffff", "--unsigned", expect=3)
        expect("ffff" in unknown.stderr and not (folder / "new").exists(), unknown.stderr)
        item = hashlib.sha256((folder / "sources" / "a.txt").read_bytes()).hexdigest()
        run("export", "--archive", str(folder / "away"), str(folder / "one"), "--item", item[:10], "--unsigned")
        expect((folder / "one" / "data" / "items" / item[:2] / item).exists(), "the chosen item is missing")
        run("verify", str(folder / "one"))
        run("verify", "--archive", str(folder / "away"))
    print("packages: sound, checked by other tools, every change found")


main()
