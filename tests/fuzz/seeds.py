#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the seeds of a fuzzer into a folder: seeds.py TARGET FOLDER."""
import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]


def languages():
    """As claims_fuzz counts them: the folders of data/lang/ in alphabetical order."""
    return sorted(path.name for path in (ROOT / "data/lang").iterdir() if any(path.glob("*.tsv")))


def texts():
    return [path.read_bytes() for path in sorted((ROOT / "tests/eval/tune").glob("*.txt"))]


def pieces(text, size=1500):
    """A text cut at line ends, as small inputs are mutated better than large ones."""
    out = [b""]
    for line in text.splitlines(keepends=True):
        if out[-1] and len(out[-1]) + len(line) > size:
            out.append(b"")
        out[-1] += line
    return out


def claims_fuzz():
    """Every piece in its own language, and in the other of the two, in which most of it is foreign."""
    known = languages()
    seeds = [bytes([known.index(language)]) + piece for text in texts() for piece in pieces(text) for language in ("en", "ru")]
    both = [piece for text in texts() for piece in pieces(text, 700)]
    seeds += [bytes([i % len(known)]) + both[i] + both[-1 - i] for i in range(len(both))]
    return seeds


def read_fuzz():
    pages = [path.read_bytes() for folder in ("examples", "tests/cases") for path in sorted((ROOT / folder).rglob("*.html"))]
    head = b'<!doctype html><html lang="ru"><head><meta charset="%s"><title>T</title><meta property="article:published_time" ' \
           b'content="2024-04-03"><script type="application/ld+json">{"@type":"NewsArticle"}</script></head><body><nav>'
    for text in texts()[:8]:
        for charset in ("utf-8", "windows-1251", "koi8-r", "utf-16"):
            body = "".join(f"<p class=text>{line}</p>\n" for line in text.decode().splitlines()[:6])
            pages.append(head % charset.encode() + ("<a href=/>x</a></nav><article>" + body + "</article>").encode(charset, "replace"))
    return pages + [piece for text in texts() for piece in pieces(text, 2000)[:2]]


def answer_fuzz():
    return [b"\0" * 64, b"\1" + b"\0" * 63]


if __name__ == "__main__":
    makers = {maker.__name__: maker for maker in (answer_fuzz, claims_fuzz, read_fuzz)}
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    folder = pathlib.Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    # A fuzzer without seeds of its own begins with nothing.
    for number, seed in enumerate(makers.get(sys.argv[1], lambda: [b""])()):
        (folder / f"seed_{number:04}").write_bytes(seed)
