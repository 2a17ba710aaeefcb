#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""capture.py BINARY: `khronika collect URL` against a server of its own on the loopback: whole pages, redirects, robots.txt, a proxy, TLS,
and every way to fail; what wget wrote is read back equal. Nothing leaves this computer."""
import base64
import gzip
import hashlib
import http.server
import json
import pathlib
import socket
import socketserver
import ssl
import subprocess
import sys
import tempfile
import threading

PAGE = """<!doctype html><html lang="ru"><head><title>О высылке</title><link rel="stylesheet" href="/style.css">
<script src="code.js"></script></head><body><article><h1>О высылке</h1>
<p>Из Казани выслали {} человек, сообщили в управлении МВД по региону в понедельник.</p>
<p>Ещё двое задержаны на рынке, рассказал их адвокат корреспонденту издания.</p><img src="image.png#x"></article></body></html>"""
OLD, NEW = PAGE.format(12).encode(), PAGE.format(14).encode()
PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256))


class Failed(Exception):
    pass


def expect(truth, words):
    if not truth:
        raise Failed(words)


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    page = OLD
    robots = b"User-agent: *\nDisallow: /secret\n"
    asked = []

    def log_message(self, *_):
        pass

    def answer(self, body, kind="text/html; charset=utf-8", status=200, **fields):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        length = fields.pop("length", len(body))
        for name, value in fields.items():
            self.send_header(name.replace("_", "-"), value)
        if "Transfer_Encoding" not in fields:
            self.send_header("Content-Length", str(length))
        self.end_headers()
        self.wfile.write(body)
        self.close_connection = True

    def do_GET(self):
        Handler.asked.append((self.headers.get("Host"), self.path))
        chunks = b"".join(b"%x\r\n%s\r\n" % (len(p), p) for p in (self.page[:100], self.page[100:]))
        answers = {
            "/": lambda: self.answer(self.page),
            "/secret": lambda: self.answer(self.page),
            "/style.css": lambda: self.answer(b"p { color: red }", "text/css"),
            "/code.js": lambda: self.answer(b"let arrested = 500;", "text/javascript"),
            "/image.png": lambda: self.answer(PNG, "image/png"),
            "/robots.txt": lambda: self.answer(self.robots, "text/plain"),
            "/moved": lambda: self.answer(b"", status=301, Location="/"),
            "/round": lambda: self.answer(b"", status=302, Location="/round"),
            "/away": lambda: self.answer(b"", status=302, Location="ftp://127.0.0.1/x"),
            "/chunked": lambda: self.answer(chunks + b"0\r\n\r\n", Transfer_Encoding="chunked"),
            "/packed": lambda: self.answer(gzip.compress(self.page), Content_Encoding="gzip"),
            "/cut": lambda: self.answer(self.page[:300], length=5000),
            "/cut-chunks": lambda: self.answer(chunks, Transfer_Encoding="chunked"),
            "/cut-gzip": lambda: self.answer(gzip.compress(self.page)[:-40], Content_Encoding="gzip"),
            "/poor": lambda: self.answer(self.page.replace(b"image.png", b"gone.png")),
            "/big": lambda: self.answer(b"x" * 200000, "text/plain"),
            "/broken": lambda: self.answer(b"sorry", status=503),
        }
        if self.path == "/slow":
            threading.Event().wait(4)
            self.close_connection = True
        elif self.path in answers:
            answers[self.path]()
        else:
            self.answer(b"<p>no such page</p>", status=404)


class Server(socketserver.ThreadingMixIn, http.server.HTTPServer):
    daemon_threads = True


def serve(context=None):
    server = Server(("127.0.0.1", 0), Handler)
    if context:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server.server_address[1]


class Socks(socketserver.BaseRequestHandler):
    """SOCKS 5 with names (RFC 1928): every name leads to the one server."""
    target = 0
    names = []

    def handle(self):
        peer = self.request
        peer.recv(peer.recv(2)[1])
        peer.sendall(b"\x05\x00")
        head = peer.recv(5)
        if head[3] != 3:
            return
        Socks.names.append(peer.recv(head[4]).decode())
        peer.recv(2)
        peer.sendall(b"\x05\x00\x00\x01\x00\x00\x00\x00\x00\x00")
        with socket.create_connection(("127.0.0.1", self.target)) as other:
            def copy(source, sink):
                try:
                    while data := source.recv(65536):
                        sink.sendall(data)
                    sink.shutdown(socket.SHUT_WR)
                except OSError:
                    pass
            thread = threading.Thread(target=copy, args=(peer, other), daemon=True)
            thread.start()
            copy(other, peer)
            thread.join(5)


def records(warc):
    """An independent reading of a plain WARC file: fields and block of each record, digests checked."""
    out, at = [], 0
    while at < len(warc):
        end = warc.index(b"\r\n\r\n", at)
        lines = warc[at:end].decode().split("\r\n")
        expect(lines[0] == "WARC/1.1", f"a record begins with {lines[0]}")
        fields = dict(line.split(": ", 1) for line in lines[1:])
        block = warc[end + 4:end + 4 + int(fields["Content-Length"])]
        at = end + 4 + len(block)
        expect(warc[at:at + 4] == b"\r\n\r\n", "a record does not end in two line ends")
        at += 4
        expect(fields["WARC-Block-Digest"] == "sha256:" + hashlib.sha256(block).hexdigest(), "a block digest is wrong")
        if "WARC-Payload-Digest" in fields:
            payload = block[block.index(b"\r\n\r\n") + 4:]
            expect(fields["WARC-Payload-Digest"] == "sha256:" + hashlib.sha256(payload).hexdigest(), "a payload digest is wrong")
        out.append((fields, block))
    return out


class Archive:
    def __init__(self, binary, folder):
        self.binary, self.folder = binary, str(folder / "archive")
        expect(self.run("init").returncode == 0, "init failed")

    def run(self, *arguments):
        return subprocess.run([self.binary, "--archive", self.folder, "--format", "jsonl", *arguments], capture_output=True, text=True, timeout=120)

    def collect(self, url, *options):
        done = self.run("collect", "--delay", "0", "--private-addresses", *options, url)
        entry = self.entries("captured")[-1]
        expect((done.returncode == 0) == (entry["outcome"] == "complete"), f"{url}: exit code {done.returncode}, {entry['outcome']}: {done.stderr}")
        return entry

    def entries(self, kind):
        shown = subprocess.run(["sqlite3", f"{self.folder}/khronika.db", "SELECT entry FROM journal ORDER BY entry_index"],
                               capture_output=True, text=True, check=True)
        return [e for e in map(json.loads, shown.stdout.splitlines()) if e["type"] == kind]

    def items(self):
        return {i["sha256"]: i for i in map(json.loads, self.run("items").stdout.splitlines())}

    def bytes(self, item):
        return (pathlib.Path(self.folder) / "items" / item[:2] / item).read_bytes()

    def versions(self, url):
        return [json.loads(line) for line in self.run("items", "versions", url).stdout.splitlines()]


def check_whole(archive, site):
    entry = archive.collect(site + "/", "--outlet", "Вестник")
    expect(entry["outcome"] == "complete" and entry["resources"] == 3 and not entry["missing"], f"the page: {entry}")
    found = records(archive.bytes(entry["item"]))
    kinds = [fields["WARC-Type"] for fields, _ in found]
    expect(kinds.count("response") == 5 and kinds.count("request") == 5 and kinds[0] == "warcinfo" and kinds[-1] == "metadata", f"records: {kinds}")
    expect(any(block.endswith(OLD) and fields.get("WARC-IP-Address") == "127.0.0.1" for fields, block in found), "the page is not in the WARC")
    items = archive.items()
    page = hashlib.sha256(OLD).hexdigest()
    expect(page in items and hashlib.sha256(PNG).hexdigest() in items, "page and image are no items of their own")
    collection = items[page]["collections"][0]
    expect(collection["how"] == "part" and collection["part_of"]["item"] == entry["item"], f"the page's collection: {collection}")
    start, end = collection["part_of"]["start"], collection["part_of"]["end"]
    expect(archive.bytes(entry["item"])[start:end] == OLD, "the span does not hold the page")
    expect(items[page]["text"]["outlet"] == "Вестник" and items[page]["text"]["title"] == "О высылке", f"its text: {items[page]['text']}")
    script = items[hashlib.sha256(b"let arrested = 500;").hexdigest()]
    expect(script["text"] is None and script["failure"] is None, "a script was read as a text")
    return page


def check_failures(archive, site):
    wanted = {"/none": ("failed", "404"), "/broken": ("failed", "503"), "/cut": ("partial", ""), "/cut-chunks": ("partial", ""),
              "/cut-gzip": ("partial", "breaks off"), "/poor": ("partial", "1 of 3 resources"), "/round": ("failed", "redirects"),
              "/slow": ("failed", "imeout"), "/secret": ("failed", "robots.txt"), "/away": ("failed", "302")}
    for path, (outcome, reason) in wanted.items():
        entry = archive.collect(site + path, "--timeout", "1.5")
        expect(entry["outcome"] == outcome and reason in entry["reason"], f"{path}: {entry['outcome']}: {entry['reason']}")
        expect(records(archive.bytes(entry["item"])), f"{path}: no WARC")
        if path == "/poor":
            expect(entry["missing"][0]["url"].endswith("/gone.png") and "404" in entry["missing"][0]["reason"], f"missing: {entry['missing']}")
        if path == "/cut":
            expect(any("WARC-Truncated" in fields for fields, _ in records(archive.bytes(entry["item"]))), "the cut is not in the WARC")
    big = archive.collect(site + "/big", "--max-answer", "1000")
    expect(big["outcome"] == "partial" and "larger" in big["reason"], f"/big: {big}")
    asked = len(Handler.asked)
    refused = archive.run("collect", "--delay", "0", site + "/")
    entry = archive.entries("captured")[-1]
    expect(refused.returncode == 3 and entry["outcome"] == "failed" and len(Handler.asked) == asked, "a loopback address was fetched unasked")
    expect(archive.run("collect", "http://user:secret@127.0.0.1/").returncode == 2, "an address with a password was taken")


def check_versions(archive, site, page):
    Handler.page = NEW
    archive.collect(site + "/")
    Handler.page = OLD
    versions = archive.versions(site + "/")
    outcomes = [(v["outcome"], v["change"]) for v in versions]
    expect(outcomes == [("complete", "first"), ("failed", ""), ("complete", "changed")], f"versions: {outcomes}")
    diff = archive.run("items", "diff", versions[0]["item"][:12], versions[2]["item"])
    lines = diff.stdout.splitlines()
    expect(diff.returncode == 1 and [l[0] for l in lines if l[0] in "+-"] == ["-", "+"], f"diff: {lines}")
    expect(any(l.startswith("+Из Казани выслали 14") for l in lines) and any(l.startswith("-Из Казани выслали 12") for l in lines), f"diff: {lines}")
    same = archive.run("items", "diff", page, archive.entries("captured")[0]["item"])
    expect(same.returncode == 0 and "equal" in same.stderr, f"the WARC does not stand for its page: {same.stderr}")


def check_forms(archive, site):
    for path in ("/chunked", "/packed", "/moved"):
        entry = archive.collect(site + path)
        expect(entry["outcome"] == "complete", f"{path}: {entry}")
        part = [c for i in archive.items().values() for c in i["collections"] if c.get("part_of", {}).get("item") == entry["item"]
                and i["sha256"] == hashlib.sha256(OLD).hexdigest()]
        expect(part, f"{path} does not give the page's own bytes")
    expect(archive.entries("captured")[-1]["redirects"] == [site + "/"], "the redirect is not told")
    entry = archive.collect(site + "/secret", "--ignore-robots", "ordered by the court")
    expect(entry["outcome"] == "complete" and "ordered by the court" in entry["robots"], f"robots: {entry}")


def check_proxy(archive, port):
    Socks.target = port
    proxy = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Socks)
    proxy.daemon_threads = True
    threading.Thread(target=proxy.serve_forever, daemon=True).start()
    done = archive.run("collect", "--delay", "0", "--proxy", f"socks5h://127.0.0.1:{proxy.server_address[1]}", "http://site.invalid/")
    entry = archive.entries("captured")[-1]
    expect(done.returncode == 0 and entry["outcome"] == "complete", f"through a proxy: {done.stderr}")
    expect(set(Socks.names) == {"site.invalid"}, f"names that the proxy saw: {Socks.names}")


def check_tls(archive, folder):
    key, cert = folder / "key.pem", folder / "cert.pem"
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", cert, "-days", "2", "-subj", "/CN=localhost",
                    "-addext", "subjectAltName=IP:127.0.0.1"], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(cert, key)
    site = f"https://127.0.0.1:{serve(context)}"
    entry = archive.collect(site + "/")
    expect(entry["outcome"] == "failed", f"a certificate that nobody signed was trusted: {entry}")
    entry = archive.collect(site + "/", "--ca-file", str(cert))
    expect(entry["outcome"] == "complete" and len(entry["certificates"]) == 1, f"TLS: {entry}")
    chain = [block for fields, block in records(archive.bytes(entry["item"])) if fields["Content-Type"] == "application/x-pem-file"]
    lines = [line for line in chain[0].decode().splitlines() if "--" not in line]
    expect(base64.b64decode("".join(lines)) == ssl.PEM_cert_to_DER_cert(cert.read_text()), "the certificate in the WARC is another")


def check_wget(archive, site, folder):
    for options in ([], ["--no-warc-compression"]):
        name = folder / f"wget{len(options)}"
        subprocess.run(["wget", "-q", "--page-requisites", f"--warc-file={name}", *options, "-P", folder / "out", site + "/", site + "/chunked",
                        site + "/none"], capture_output=True)
        file = next(folder.glob(f"wget{len(options)}.warc*"))
        before = len(archive.entries("container_read"))
        done = archive.run("collect", str(file))
        expect(done.returncode == 0, f"wget's WARC: {done.stderr}")
        entry = archive.entries("container_read")[before]
        expect(not any("match" in note or "left out" in note for note in entry["notes"]), f"wget's WARC: {entry['notes']}")
        parts = {i["sha256"] for i in archive.items().values() for c in i["collections"] if c.get("part_of", {}).get("item") == entry["item"]}
        for body in (OLD, PNG, b"p { color: red }", b"<p>no such page</p>"):
            expect(hashlib.sha256(body).hexdigest() in parts, f"wget's WARC does not give back {body[:30]}")


def main():
    binary = str(pathlib.Path(sys.argv[1]).resolve())
    port = serve()
    site = f"http://127.0.0.1:{port}"
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch)
        archive = Archive(binary, folder)
        page = check_whole(archive, site)
        check_failures(archive, site)
        check_versions(archive, site, page)
        check_forms(archive, site)
        check_proxy(archive, port)
        check_tls(archive, folder)
        check_wget(archive, site, folder)
        verified = archive.run("verify")
        expect(verified.returncode == 0, f"verify: {verified.stdout}{verified.stderr}")
        rebuilt = archive.run("rebuild")
        expect("equal to the tables that stood before" in rebuilt.stderr, f"rebuild: {rebuilt.stderr}")
        print(f"{len(archive.entries('captured'))} captures: each told as what it was")


if __name__ == "__main__":
    try:
        main()
    except Failed as failure:
        print(f"FAILED: {failure}")
        sys.exit(1)
