#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""foreign_warc.py BINARY: WARC files that another program wrote (warcio, tests/peers/make_warc.mjs) are read back equal: every answer
and resource is an item of exactly the bytes that were meant, whatever packing and chunks they came in, with address, time and place."""
import base64
import hashlib
import json
import pathlib
import subprocess
import sys
import tempfile

PEERS = pathlib.Path(__file__).resolve().parents[1] / "peers"


def expect(truth, words):
    if not truth:
        sys.exit(f"foreign_warc.py: {words}")


def main():
    binary = str(pathlib.Path(sys.argv[1]).resolve())
    expect((PEERS / "node_modules").exists(), f"{PEERS}/node_modules is missing: run `npm ci --prefix {PEERS}`, as ./test does")
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch) / "in"
        folder.mkdir()
        archive = ["--archive", str(pathlib.Path(scratch) / "archive")]

        def run(*arguments):
            done = subprocess.run([binary, *archive, *arguments], capture_output=True, text=True)
            expect(done.returncode == 0, f"khronika {' '.join(arguments)} ended with {done.returncode}: {done.stderr}")
            return done

        made = subprocess.run(["node", str(PEERS / "make_warc.mjs"), str(folder)], capture_output=True, text=True)
        expect(made.returncode == 0, made.stderr)
        records = json.loads(made.stdout)
        run("init")
        told = run("collect", str(folder)).stderr
        expect("does not match" not in told and "left out" not in told, f"something was found wrong: {told}")
        items = [json.loads(line) for line in run("--format", "jsonl", "items").stdout.splitlines()]
        containers = {pathlib.Path(c["from"]).name: item["sha256"] for item in items for c in item["collections"] if c["how"] == "file"}
        parts = {(c["part_of"]["item"], c["part_of"]["path"]): (item["sha256"], c) for item in items for c in item["collections"] if c.get("part_of")}
        texts = 0
        for record in records:
            meant = base64.b64decode(record["meant"])
            key = (containers[record["file"]], record["id"])
            expect(key in parts, f"{record['file']}: {record['uri']} is no part")
            sha256, collection = parts.pop(key)
            expect(sha256 == hashlib.sha256(meant).hexdigest(), f"{record['file']}: {record['uri']}: other bytes than were put in")
            kept = pathlib.Path(archive[1]) / "items" / sha256[:2] / sha256
            expect(kept.read_bytes() == meant, f"{record['uri']}: the item's bytes")
            expect(collection["stated"]["url"] == record["uri"], f"{record['uri']}: the address is {collection['stated']['url']}")
            expect(collection["part_of"]["date"] == "2024-03-04T10:00:00Z" or not record["status"], f"{record['uri']}: {collection['part_of']['date']}")
            if collection["part_of"]["start"] is not None:
                data = (folder / record["file"]).read_bytes()
                expect(data[collection["part_of"]["start"]:collection["part_of"]["end"]] == meant, f"{record['uri']}: its place in the file")
            texts += any(item["text"] for item in items if item["sha256"] == sha256)
        expect(not parts, f"parts that nobody put in: {list(parts)[:5]}")
        expect(texts > len(records) // 2, f"{texts} texts of {len(records)} records")
        run("verify")
    print(f"{len(records)} records of another program's WARC files: equal; {texts} of them texts")


if __name__ == "__main__":
    main()
