#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""malformed.py BINARY [READER...]: mutated files of every reader through the program and its real sandbox. The program never
crashes, no file holds it up for more than 20 s, and each file is either read or named with a reason. Documents go through
`khronika text`; what holds parts is collected, and the archive must be sound afterwards.

KHRONIKA_MALFORMED=N sets the number of files a reader (200; 10,000 before a release), KHRONIKA_MALFORMED_SEED the seed, which
is printed; KHRONIKA_MALFORMED_KEEP=FOLDER keeps the files on which a worker broke down. A new reader is a line in READERS.
"""
import concurrent.futures
import json
import os
import pathlib
import random
import re
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests/support"))
import samples  # noqa: E402

BATCH = 100
PATIENCE = 20  # seconds a file


class Failed(Exception):
    pass


def html_samples():
    pages = [path.read_bytes() for folder in ("examples", "tests/cases") for path in sorted((ROOT / folder).rglob("*.html"))]
    for number, text in enumerate(samples.texts()):
        encoding = ("utf-8", "windows-1251", "koi8-r", "utf-16")[number % 4]
        body = "".join(f'<p class="text-{i}">{line}<br>&laquo;&#1040;&raquo;</p>\n' for i, line in enumerate(text.splitlines()))
        page = f"""<!DOCTYPE html><html lang="ru"><head><meta charset="{encoding}"><title>Page {number}</title>
<meta property="article:published_time" content="2024-04-{number % 28 + 1:02}T10:00:00Z"><link rel=canonical href="https://example.org/{number}">
<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "Page", "datePublished": "2024-04-01"}}</script></head>
<body><nav><ul><li><a href="/">Home</a><li><a href="/x">More</a></ul></nav><svg><path d="M0 0"/></svg><table><tr><td>1<td>2</table>
<article>{body}<!-- a comment --></article><footer>Donate</footer></body></html>"""
        pages.append(page.encode(encoding, "replace"))
    return pages


def text_samples():
    out = []
    for text in samples.texts():
        out += [text.encode("utf-8"), text.encode("windows-1251", "replace"), text.encode("utf-16"), b"\xEF\xBB\xBF" + text.encode("utf-8")]
    return out


class Reader:
    """`made`: sound files, each as its parts; `pack`: makes a file of parts, with lengths and checksums that fit; `tokens`: what the
    format's parser reacts to; `collected`: it holds parts; `contained`: a library of others', whose crash in its worker is only counted."""

    def __init__(self, suffix, made, tokens, pack=None, collected=False, contained=False):
        self.suffix, self.tokens, self.pack, self.collected, self.contained = suffix, tokens, pack or samples.mail_of, collected, contained
        self.make = made if callable(made) else lambda: made

    def prepare(self):
        self.made = [made if isinstance(made, list) else [("", made)] for made in self.make() if made]


def twelve(parts):
    return lambda: [parts(number) for number in range(12)]


XML = [b"&#0;", b"<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'>]>", b"&a;", b"</", b"<![CDATA[", b"\0", b"xml:space='preserve'", b"<row r='1048577'>", b"<c r='XFE1'/>"]
MAIL = [b"--", b"\n\n", b"\n ", b"=?utf-8?B?////?=", b"=?koi8-r?Q?=FF", b"Content-Type: multipart/mixed; boundary=\"\"\n", b"Content-Transfer-Encoding: base64\n", b"\0",
        b"Content-Type: message/rfc822\n\n", b"filename*=utf-8''%00%2F..%2F", b"\nFrom ", b"=\n" * 300]
WARC = [b"WARC/1.0\r\n", b"\r\n\r\n", b"Content-Length: ", b"Transfer-Encoding: chunked\r\n", b"Content-Encoding: br\r\n", b"FFFFFFFFFFFFFFFF\r\n", b"\x1f\x8b\x08", b"HTTP/1.1 200\r\n",
        b"WARC-Segment-Number: 2\r\n", b"WARC-Payload-Digest: sha1:AAAA\r\n"]
ZIP = [b"PK\x01\x02", b"PK\x03\x04", b"PK\x05\x06", b"PK\x06\x06", b"PK\x07\x08", b"../", b"\x01\x00\x1c\x00"]
PDF = [b"endobj", b"endstream", b"stream\n", b"/Length 999999999", b"/Kids [2 0 R]", b"/Filter [/FlateDecode /FlateDecode /LZWDecode]", b"/Predictor 15 /Columns 2147483647", b"R", b"<<" * 300,
       b"[" * 300, b"/Encrypt 9 0 R", b"/JBIG2Decode", b"/DCTDecode", b"q " * 300, b"BT", b"Do", b"(\\", b"startxref\n0", b"/MediaBox [0 0 1e9 1e9]", b"/UserUnit 1e30"]
IMAGE = [b"\xFF\xD8", b"\xFF\xC4", b"\xFF\xDA", b"\xFF\xC2", b"Exif\0\0II*\0", b"MM\0*", b"\x69\x87\x04\0", b"\x0f\0\x0f\0", b"8BIM", b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta", b"\0\0\0\0IEND"]
JSON = [b"[" * 300, b'{"a":' * 300, b'"text": [', b'"\\ud800"', b'"\\u0000"', b"1e999", b"null", b'"messages": {}', b"}", b"]", b'"photo": "/etc/passwd",', b"\xFF", b'"id": -1,']

READERS = {
    "html": Reader(".html", html_samples, [b"<!--", b"-->", b"<script>", b"<![CDATA[", b"</", b"<svg", b"<table>", b"<td>", b"<template>", b"&#x110000;",
                                           b"&amp", b"<div>" * 300, b'<meta charset="utf-7">', b"\0", b"<a href='", b"<p hidden>"]),
    "text": Reader(".txt", text_samples, [b"\xFF\xFE", b"\xFE\xFF", b"\xEF\xBB\xBF", b"\xC0\x80", b"\xED\xA0\x80", b"\0", b"\r", b"\x1F\x8B", b"\n" * 300]),
    "csv": Reader(".csv", twelve(samples.csv_parts), [b'"', b'""', b",", b";", b"\t", b"\r", b"\n", b"\0", b"," * 300, b'"\n"' * 100, b"\xFF\xFE"]),
    "xlsx": Reader(".xlsx", twelve(samples.xlsx_parts), XML + ZIP, samples.zipped, contained=True),
    "ods": Reader(".ods", twelve(samples.ods_parts), XML + ZIP + [b"table:number-columns-repeated='2147483647'", b"table:number-rows-repeated='-1'"], samples.zipped, contained=True),
    "pdf": Reader(".pdf", twelve(samples.pdf_parts), PDF, samples.pdf_of, contained=True),
    "png": Reader(".png", twelve(samples.png_parts), IMAGE, samples.png_of, contained=True),
    "jpeg": Reader(".jpg", twelve(samples.jpeg_parts), IMAGE, samples.jpeg_of, contained=True),
    "eml": Reader(".eml", twelve(samples.mail_parts), MAIL, samples.mail_of, collected=True, contained=True),
    "mbox": Reader(".mbox", twelve(samples.mbox_parts), MAIL, samples.mbox_of, collected=True, contained=True),
    "telegram": Reader(".json", twelve(samples.telegram_parts), JSON, collected=True),
    "warc": Reader(".warc", twelve(samples.warc_parts), WARC, samples.warc_of, collected=True),
    "warc.gz": Reader(".warc.gz", twelve(samples.warc_parts), WARC, samples.warc_gz_of, collected=True),
    "wacz": Reader(".wacz", twelve(samples.wacz_parts), WARC + ZIP + JSON, samples.stored, collected=True, contained=True),
    "zip": Reader(".zip", twelve(samples.zip_parts), ZIP + JSON, samples.zipped, collected=True, contained=True),
    "tar": Reader(".tar", twelve(samples.zip_parts), [b"ustar", b"\0" * 512, b"x", b"0000000", b"\x80\0\0\0"], samples.tar_of, collected=True, contained=True),
}

HUGE = [b"\xFF" * 8, b"\xFF" * 4, b"\xFF\xFF", b"\x7F\xFF\xFF\xFF", b"\xFF\xFF\xFF\x7F", b"\0\0\0\x80", b"\x80\0\0\0", b"\0" * 8, b"\xFF" * 7 + b"\x7F"]
NUMBERS = [b"4294967295", b"18446744073709551615", b"99999999999999999999999", b"-1", b"0", b"2147483648", b"1e999"]


def flip(random_, data, _):
    data = bytearray(data)
    for _ in range(random_.choice([1, 1, 2, 8, 64])):
        data[random_.randrange(len(data))] ^= 1 << random_.randrange(8)
    return bytes(data)


def truncate(random_, data, _):
    return data[:random_.randrange(len(data))]


def cut(random_, data, _):
    begin = random_.randrange(len(data))
    return data[:begin] + data[begin + random_.randrange(1, 2000):]


def splice(random_, data, reader):
    other = random_.choice(random_.choice(reader.made))[1] or b"\0"
    return data[:random_.randrange(len(data))] + other[random_.randrange(len(other)):]


def repeat(random_, data, _):
    begin = random_.randrange(len(data))
    part = data[begin:begin + random_.choice([1, 8, 100, 1000])]
    return data[:begin] + part * random_.choice([2, 10, 300]) + data[begin:]


def huge(random_, data, _):
    """A length field that lies: binary at any place, or a number that is written in digits."""
    numbers = list(re.finditer(rb"\d+", data))
    if numbers and random_.random() < 0.5:
        number = random_.choice(numbers)
        return data[:number.start()] + random_.choice(NUMBERS) + data[number.end():]
    value = random_.choice(HUGE)
    begin = random_.randrange(len(data))
    return data[:begin] + value + data[begin + len(value):]


def token(random_, data, reader):
    begin = random_.randrange(len(data))
    return data[:begin] + random_.choice(reader.tokens) + data[begin:]


MUTATIONS = [flip, truncate, cut, splice, repeat, huge, token]


def damaged(random_, data, reader):
    for _ in range(random_.choice([1, 1, 1, 2, 4])):
        if data:
            data = random_.choice(MUTATIONS)(random_, data, reader)
    return data


def mutated(seed, name, reader, number):
    """The file of that number, the same whenever the seed and the samples are: damaged from outside, or in one of its parts."""
    random_ = random.Random(f"{seed} {name} {number}")
    parts = list(random_.choice(reader.made))
    if random_.random() < 0.4:
        return damaged(random_, reader.pack(parts), reader)
    place = random_.randrange(len(parts))
    parts[place] = (parts[place][0], damaged(random_, parts[place][1], reader))
    return reader.pack(parts)


def keep(paths, name):
    folder = os.environ.get("KHRONIKA_MALFORMED_KEEP")
    for path in paths if folder else []:
        target = pathlib.Path(folder)
        target.mkdir(parents=True, exist_ok=True)
        (target / f"{name}-{path.name}").write_bytes(path.read_bytes())


def run(arguments, name, paths, limit):
    """Its output, its complaints, and the seconds it took; a code that no command gives is a crash."""
    started = time.monotonic()
    try:
        result = subprocess.run(arguments, capture_output=True, timeout=limit)
    except subprocess.TimeoutExpired:
        keep(paths, name)
        raise Failed(f"{name}: the program was still at {paths[0].name} .. {paths[-1].name} after {limit} s") from None
    errors = result.stderr.decode("utf-8", "replace")
    if result.returncode not in (0, 3):
        keep(paths, name)
        raise Failed(f"{name}: the program ended with {result.returncode} on {paths[0].name} .. {paths[-1].name}\n{errors[-2000:]}")
    return result.stdout, errors, time.monotonic() - started


def read_batch(binary, name, paths, tally, limit):
    output, errors, tally["slowest"] = run([binary, "text", "--format", "jsonl", "--workers", "1", *map(str, paths)], name, paths, limit)
    read = output.splitlines()
    for line in read:
        json.loads(line)
    summary = re.search(r"^(\d+) read, (\d+) left out$", errors, re.M)
    if not summary or int(summary[1]) != len(read) or int(summary[1]) + int(summary[2]) != len(paths):
        keep(paths, name)
        raise Failed(f"{name}: {len(paths)} files were given, and not each is read or left out: {errors[-500:]}")
    tally["read"] += len(read)
    tally["left out"] += int(summary[2])
    return errors


def collect_batch(binary, name, paths, tally, limit):
    folder = paths[0].parent
    archive = ["--archive", str(folder / "archive")]
    run([binary, *archive, "init"], name, paths, 60)
    _, errors, tally["slowest"] = run([binary, *archive, "collect", *map(str, paths)], name, paths, limit)
    summary = re.search(r"^collected (\d+) \(new items", errors, re.M)
    if not summary or int(summary[1]) != len(paths):
        keep(paths, name)
        raise Failed(f"{name}: {len(paths)} files were given, and not each is kept: {errors[-500:]}")
    for word, key in (("texts read", "read"), ("kept but not read", "left out"), ("parts of containers", "parts"), ("parts left out", "parts left out")):
        found = re.search(rf"; {word}: (\d+)", errors)
        tally[key] += int(found[1]) if found else 0
    verified, complaints, _ = run([binary, *archive, "verify"], name, paths, 600)
    if not verified.startswith(b"sound"):
        keep(paths, name)
        raise Failed(f"{name}: the archive is not sound after {paths[0].name} .. {paths[-1].name}: {verified.decode()} {complaints}")
    return errors


def run_batch(binary, name, reader, seed, numbers):
    tally = dict.fromkeys(("read", "left out", "parts", "parts left out", "broken workers"), 0) | {"slowest": 0.0}
    with tempfile.TemporaryDirectory(dir="/dev/shm" if os.access("/dev/shm", os.W_OK) else None) as folder:
        paths = [pathlib.Path(folder) / f"{number:06}{reader.suffix}" for number in numbers]
        for number, path in zip(numbers, paths):
            path.write_bytes(mutated(seed, name, reader, number))
        limit = 120 + PATIENCE * 2 + 2 * len(paths)
        errors = (collect_batch if reader.collected else read_batch)(binary, name, paths, tally, limit)
        for line in errors.splitlines():
            if "took longer than" in line:
                keep(paths, name)
                raise Failed(f"{name}: a file took longer than {PATIENCE} s: {line}")
            if "broke down" in line or "tried what no reader may" in line:
                keep([path for path in paths if reader.collected or f"{path}:" in line], name)
                tally["broken workers"] += 1
                if not reader.contained:
                    raise Failed(f"{name}: the worker broke down: {line}")
    return tally


def main():
    binary = str(pathlib.Path(sys.argv[1]).resolve())
    count = int(os.environ.get("KHRONIKA_MALFORMED", "200"))
    seed = os.environ.get("KHRONIKA_MALFORMED_SEED", "1")
    print(f"{count} files a reader, seed {seed}", flush=True)
    for name in sys.argv[2:] or READERS:
        reader = READERS[name]
        reader.prepare()
        batches = [range(first, min(first + BATCH, count)) for first in range(0, count, BATCH)] if count > BATCH else [range(0, count, 2), range(1, count, 2)]
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            tallies = list(pool.map(lambda numbers: run_batch(binary, name, reader, seed, numbers), batches))
        total = {key: sum(tally[key] for tally in tallies) for key in tallies[0]}
        if total["read"] + total["parts"] < count / 20:
            raise Failed(f"{name}: hardly a file was read ({total}); are the samples sound, and is the reader there?")
        print(f"{name}: {total['read']} texts read, {total['left out']} refused with a reason, {total['parts']} parts kept, {total['parts left out']} left out, "
              f"{total['broken workers']} broken workers, {max(tally['slowest'] for tally in tallies):.1f} s the slowest batch; "
              "0 crashes of the program, 0 hangs", flush=True)


if __name__ == "__main__":
    try:
        main()
    except Failed as failure:
        sys.exit(f"malformed.py: {failure}")
