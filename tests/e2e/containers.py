#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""containers.py BINARY: mailboxes, Telegram exports, WACZ, ZIP and tar through `khronika collect`: every part is an item whose span holds its
bytes, nested ones included; claims of a forwarded message have the channel's chain; what is hostile stays harmless; a second collect adds
nothing; rebuild gives equal tables. Then a mailbox beyond what is read whole, by default of 40 MiB: KHRONIKA_BIG_MIB=1024 for a gigabyte."""
import email.message
import gzip
import hashlib
import io
import json
import mailbox
import os
import pathlib
import subprocess
import sys
import tarfile
import tempfile
import zipfile

TEXT = "Из Казани выслали {} человек, сообщили в управлении МВД по региону. Ещё двое задержаны на рынке.\n"
PHOTO = b"\xff\xd8\xff\xe0" + bytes(range(200))


class Failed(Exception):
    pass


def expect(truth, words):
    if not truth:
        raise Failed(words)


def sha(data):
    return hashlib.sha256(data).hexdigest()


class Archive:
    def __init__(self, binary, folder):
        self.binary, self.folder = binary, str(folder / "archive")
        expect(self.run("init").returncode == 0, "init failed")

    def run(self, *arguments):
        return subprocess.run([self.binary, "--archive", self.folder, "--format", "jsonl", *arguments], capture_output=True, text=True)

    def collect(self, path):
        done = self.run("collect", str(path))
        expect(done.returncode == 0, f"collect {path}: {done.returncode}: {done.stderr}")
        return done

    def items(self):
        return {i["sha256"]: i for i in map(json.loads, self.run("items").stdout.splitlines())}

    def bytes(self, item):
        return (pathlib.Path(self.folder) / "items" / item[:2] / item).read_bytes()

    def sql(self, words):
        return subprocess.run(["sqlite3", f"{self.folder}/khronika.db", words], capture_output=True, text=True, check=True).stdout.splitlines()

    def parts(self, container):
        return {c["part_of"]["path"]: i for i in self.items().values() for c in i["collections"] if c.get("part_of", {}).get("item") == container}

    def notes(self, container):
        rows = self.sql(f"SELECT form FROM containers WHERE item = '{container}'")
        expect(len(rows) == 1, f"{len(rows)} readings of container {container}")
        return json.loads(rows[0])


def check_spans(archive):
    spans = 0
    for item in archive.items().values():
        for collection in item["collections"]:
            part = collection.get("part_of")
            if part and part["start"] is not None:
                expect(archive.bytes(part["item"])[part["start"]:part["end"]] == archive.bytes(item["sha256"]), f"{collection['from']}: span")
                spans += 1
    return spans


def letter(number, attachment=None):
    message = email.message.EmailMessage()
    message["From"], message["To"], message["Subject"] = "Иван <ivan@example.org>", "desk@example.org", f"Сводка {number}"
    message["Date"], message["Message-ID"] = "Mon, 4 Mar 2024 10:00:00 +0300", f"<{number}@example.org>"
    message.set_content(TEXT.format(number), charset="koi8-r", cte=("quoted-printable", "base64", "8bit")[number % 3])
    if attachment:
        message.add_attachment(attachment, maintype="application", subtype="zip", filename="Чат.zip")
    return message


def export(forwarded=None):
    messages = [{"id": 1, "type": "service", "date_unixtime": "1709546000", "action": "create_channel"}]
    for number in (2, 3):
        messages.append({"id": number, "type": "message", "date": "2024-03-04T13:00:00", "date_unixtime": "1709546400", "from": "Мониторинг",
                         "from_id": "channel7", "text": ["Сводка: ", {"type": "bold", "text": TEXT.format(30 + number).rstrip()}],
                         "photo": "photos/a.jpg" if number == 2 else "../../../../etc/hostname"})
    messages[1]["forwarded_from"] = "Первоисточник Юга"
    chat = {"name": "Мониторинг", "type": "public_channel", "id": 7, "messages": messages}
    return json.dumps(chat, ensure_ascii=False, indent=1).encode()


def zipped(files, method=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def check_mail(archive, folder):
    inner = zipped({"Чат/result.json": export(), "Чат/photos/a.jpg": PHOTO})
    box = mailbox.mbox(folder / "letters.mbox")
    for number in range(1, 7):
        box.add(letter(number, inner if number == 6 else None))
    box.close()
    archive.collect(folder / "letters.mbox")
    items = archive.items()
    mbox = sha((folder / "letters.mbox").read_bytes())
    letters = archive.parts(mbox)
    expect(len(letters) == 6 and items[mbox]["media_type"] == "application/mbox", f"{len(letters)} letters")
    for item in letters.values():
        expect(item["text"] and item["text"]["title"].startswith("Сводка"), f"a letter was not read: {item}")
    text = json.loads(archive.sql(f"SELECT form FROM texts WHERE item = '{letters['message 1']['sha256']}'")[0])
    expect({"name": "from", "value": "Иван <ivan@example.org>", "personal": True} in text["properties"], f"details: {text.get('properties')}")
    expect("ivan@" not in text["content"] and text["published"]["value"] == "2024-03-04T07:00:00Z", "the letter's text")
    # Mailbox > letter > ZIP > export > message > photo.
    expect(sha(inner) in items, "the attachment is no item")
    packed = archive.parts(sha(inner))
    expect(set(packed) == {"Чат/result.json", "Чат/photos/a.jpg"}, f"the ZIP's parts: {list(packed)}")
    messages = archive.parts(sha(export()))
    expect(set(messages) == {"message 2", "message 3"}, f"messages: {list(messages)}")
    bound = archive.parts(messages["message 2"]["sha256"])
    expect(set(bound) == {"photos/a.jpg"} and bound["photos/a.jpg"]["sha256"] == sha(PHOTO), f"media within the ZIP: {bound}")
    return messages


def check_claims(archive, messages):
    claims = {}
    for path, item in messages.items():
        claims[path] = [json.loads(row) for row in archive.sql(f"SELECT form FROM claims WHERE item = '{item['sha256']}'")]
        expect(any(claim["count"] for claim in claims[path]), f"{path} has no claim with a count")
        expect(item["text"]["outlet"] == "Мониторинг", f"{path}: outlet {item['text']['outlet']}")
    expect(all(c["attribution"][-1] == "Первоисточник Юга" for c in claims["message 2"]), "the channel that was forwarded is not in the chain")
    expect(all("Первоисточник Юга" not in c["attribution"] for c in claims["message 3"]), "a chain has a channel that is not its own")


def check_telegram_folder(archive, folder):
    chat = folder / "ChatExport"
    (chat / "photos").mkdir(parents=True)
    (chat / "result.json").write_bytes(export() + b"\n")
    (chat / "photos" / "a.jpg").write_bytes(PHOTO + b"2")
    done = archive.collect(chat / "result.json")
    expect("lies outside the export" in done.stderr, f"a path out of the export was not named: {done.stderr}")
    messages = archive.parts(sha(export() + b"\n"))
    bound = archive.parts(messages["message 2"]["sha256"])
    expect(bound["photos/a.jpg"]["sha256"] in (sha(PHOTO), sha(PHOTO + b"2")) and sha(PHOTO + b"2") in archive.items(), f"media on the disk: {bound}")
    expect(sha(pathlib.Path("/etc/hostname").read_bytes()) not in archive.items(), "a file outside the export was collected")
    expect("1 service messages" in " ".join(archive.notes(sha(export() + b"\n"))["notes"]), "service messages were not counted")


def warc(body):
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + body
    head = f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:1>\r\nWARC-Date: 2024-03-04T10:00:00Z\r\nWARC-Target-URI: http://site.example/\r\n"
    return f"{head}Content-Length: {len(block)}\r\n\r\n".encode() + block + b"\r\n\r\n"


def check_wacz(archive, folder):
    page = f"<html><head><title>Страница</title></head><body><p>{TEXT.format(90)}</p></body></html>".encode()
    data = gzip.compress(warc(page))
    package = {"resources": [{"path": "archive/data.warc.gz", "hash": "sha256:" + sha(data)}, {"path": "pages/pages.jsonl", "hash": "sha256:" + "0" * 64}]}
    files = {"archive/data.warc.gz": data, "pages/pages.jsonl": b'{"format": "json-pages-1.0"}\n', "datapackage.json": json.dumps(package).encode()}
    wacz = zipped(files, zipfile.ZIP_STORED)
    (folder / "site.wacz").write_bytes(wacz)
    archive.collect(folder / "site.wacz")
    notes = archive.notes(sha(wacz))["notes"]
    expect([n for n in notes if "does not match" in n and "pages.jsonl" in n] and not any("data.warc.gz" in n for n in notes), f"WACZ: {notes}")
    found = archive.parts(sha(data))
    expect([i["sha256"] for i in found.values()] == [sha(page)], f"the WACZ's page: {found}")
    item = found["urn:uuid:1"]
    expect(item["text"]["url"] == "http://site.example/" and item["collections"][0]["part_of"]["date"] == "2024-03-04T10:00:00Z", f"its page: {item}")
    expect(archive.parts(sha(wacz))["pages/pages.jsonl"]["text"] is None, "an index was read as a text")


def check_hostile(archive, folder):
    bomb = {"bomb.txt": b"\0" * (30 << 20), "../../../../tmp/khronika-escape.txt": b"harmless", "/tmp/khronika-escape2.txt": b"too"}
    data = zipped(bomb)
    (folder / "bomb.zip").write_bytes(data)
    done = archive.collect(folder / "bomb.zip")
    expect("bomb.txt: left out: it unpacks to more than" in done.stderr, f"the bomb: {done.stderr}")
    expect(not pathlib.Path("/tmp/khronika-escape.txt").exists() and sha(b"harmless") in archive.items(), "a path led out of the archive")
    expect(archive.notes(sha(data))["left_out"] == 1, "what was left out was not counted")
    # Twelve ZIPs, one in another.
    nested = b"words in the middle\n"
    for depth in range(12):
        nested = zipped({f"{depth}.zip": nested})
    (folder / "nested.zip").write_bytes(nested)
    done = archive.collect(folder / "nested.zip")
    expect("8 containers deep" in done.stderr and sha(b"words in the middle\n") not in archive.items(), f"nesting has no end: {done.stderr}")
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as tar:
        info = tarfile.TarInfo("док/текст.txt")
        info.size = len(TEXT.encode())
        tar.addfile(info, io.BytesIO(TEXT.encode()))
        link = tarfile.TarInfo("link")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        tar.addfile(link)
    (folder / "files.tar.gz").write_bytes(out.getvalue())
    archive.collect(folder / "files.tar.gz")
    expect(set(archive.parts(sha(out.getvalue()))) == {"док/текст.txt"}, "the tar's parts")


def check_again(archive, folder):
    before = archive.sql("SELECT count(*) FROM collections WHERE how = 'part'")
    for name in ("letters.mbox", "site.wacz", "ChatExport/result.json", "bomb.zip"):
        archive.collect(folder / name)
    expect(archive.sql("SELECT count(*) FROM collections WHERE how = 'part'") == before, "collecting again made parts anew")


def check_big(archive, folder):
    mib = int(os.environ.get("KHRONIKA_BIG_MIB", "40"))
    path = folder / "big.mbox"
    with open(path, "wb") as out:
        for number in range(mib // 4):
            body = (TEXT.format(number) * 6).encode()
            filler = bytes([1 + number % 8, 2, 3, 4]) * (1 << 20)
            out.write(b"From a@b Mon Mar  4 10:00:00 2024\nFrom: a@b.example\nMessage-ID: <%d>\nSubject: s\nMIME-Version: 1.0\n" % number)
            out.write(b"Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain; charset=utf-8\n\n" + body)
            out.write(b"\n--b\nContent-Type: application/octet-stream; name=f.bin\n\n" + filler + b"\n--b--\n\n")
    process = subprocess.Popen([archive.binary, "--archive", archive.folder, "collect", str(path)], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    errors = process.stderr.read().decode()
    _, status, usage = os.wait4(process.pid, 0)
    expect(status == 0, f"the big mailbox: {errors[-2000:]}")
    letters = archive.sql(f"SELECT count(*) FROM parts WHERE path LIKE 'message %' AND container = (SELECT item FROM collections WHERE collected_from = '{path}')")
    expect(letters == [str(mib // 4)], f"{letters} letters of {mib // 4}")
    expect(usage.ru_maxrss < 400 * 1024, f"{usage.ru_maxrss >> 10} MiB of memory for a mailbox of {mib} MiB")
    print(f"a mailbox of {mib} MiB: {mib // 4} letters, peak memory {usage.ru_maxrss >> 10} MiB")


def main():
    binary = str(pathlib.Path(sys.argv[1]).resolve())
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch)
        archive = Archive(binary, folder)
        messages = check_mail(archive, folder)
        check_claims(archive, messages)
        check_telegram_folder(archive, folder)
        check_wacz(archive, folder)
        check_hostile(archive, folder)
        check_again(archive, folder)
        spans = check_spans(archive)
        check_big(archive, folder)
        verified = archive.run("verify")
        expect(verified.returncode == 0, f"verify: {verified.stdout}{verified.stderr}")
        rebuilt = archive.run("rebuild")
        expect("equal to the tables that stood before" in rebuilt.stderr, f"rebuild: {rebuilt.stderr}")
        print(f"{spans} spans hold their parts")


if __name__ == "__main__":
    try:
        main()
    except Failed as failure:
        print(f"FAILED: {failure}")
        sys.exit(1)
