#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the seeds of a fuzzer into a folder: seeds.py TARGET FOLDER."""
import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests/support"))
import samples  # noqa: E402


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


def made(*forms):
    """Small sound files of those forms."""
    return [pack(parts(number)) for number in range(4) for parts, pack in forms]


def age_fuzz():
    stanza = b"-> scrypt AAAAAAAAAAAAAAAAAAAAAA 18\n" + b"A" * 43 + b"\n"
    return [stanza, b"age-encryption.org/v1\n" + stanza + b"--- " + b"A" * 43 + b"\n", b"-> X25519 " + b"A" * 43 + b"\n" + b"A" * 43 + b"\n" + stanza]


def note_fuzz():
    return [b"example.org/archive\n5\n" + b"A" * 43 + b"=\n\n\xE2\x80\x94 example.org/archive " + b"A" * 91 + b"=\n", b"example.org/archive+12345678+" + b"A" * 44]


def tlog_fuzz():
    checkpoint = b"example.org/archive\n5\n" + b"A" * 43 + b"=\n"
    return [checkpoint, b"c2sp.org/tlog-proof@v1\nextra QUJD\nindex 3\n" + b"A" * 43 + b"=\n\n" + checkpoint + b"\n\xE2\x80\x94 a " + b"A" * 91 + b"=\n",
            (ROOT / "tests/support/timestamp/reply.tsr").read_bytes()]


def image_fuzz():
    return made((samples.png_parts, samples.png_of), (samples.jpeg_parts, samples.jpeg_of))


def pdf_fuzz():
    return made((samples.pdf_parts, samples.pdf_of))


def sheet_fuzz():
    inside = [part for parts in (samples.xlsx_parts(1), samples.ods_parts(1)) for _, part in parts]
    return inside + made((samples.csv_parts, samples.mail_of), (samples.xlsx_parts, samples.zipped), (samples.ods_parts, samples.zipped))


def links_fuzz():
    return [b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<base href=/x><link rel=stylesheet href=a.css><img srcset='a 1x, b 2x'><style>@import url(x)</style>"]


def mail_fuzz():
    return made((samples.mail_parts, samples.mail_of))


def mailbox_fuzz():
    return made((samples.mbox_parts, samples.mbox_of))


def telegram_fuzz():
    return made((samples.telegram_parts, samples.mail_of))


def warc_fuzz():
    return made((samples.warc_parts, samples.warc_of), (samples.warc_parts, samples.warc_gz_of)) + [part for _, part in samples.warc_parts(1)]


def zip_fuzz():
    return made((samples.zip_parts, samples.zipped), (samples.wacz_parts, samples.stored))


def tar_fuzz():
    return made((samples.zip_parts, samples.tar_of))


def item_fuzz():
    return mail_fuzz() + mailbox_fuzz() + telegram_fuzz() + warc_fuzz() + zip_fuzz() + tar_fuzz()


if __name__ == "__main__":
    makers = {name: maker for name, maker in globals().items() if name.endswith("_fuzz")}
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    folder = pathlib.Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(makers[sys.argv[1]]()):
        (folder / f"seed_{number:04}").write_bytes(seed)
