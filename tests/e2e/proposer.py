#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""proposer.py BINARY: `khronika claims --proposer` against a stub of an endpoint on loopback: good answers, every kind of bad
one, none at all. Whatever it answers, the deterministic lines stay the same to the byte; without the option no socket opens."""
import http.server
import json
import os
import pathlib
import socket
import socketserver
import subprocess
import sys
import tempfile
import threading
import time

TEXT = """Police arrested 340 people in Harare on Monday, rights group Amber Line said.

Officers emptied the pockets of 12 traders in Kitwe on March 5, the lawyer Anna Berg told reporters.
"""
SECOND = "Soldiers beat 23 prisoners in Lusaka.\n"
GOOD = {"quote": "Officers emptied the pockets of 12 traders in Kitwe on March 5", "act": "robbery", "count": "12 traders", "victims": "12 traders",
        "actors": "Officers", "when": "March 5", "modality": "done", "attribution": ["Anna Berg"],
        "places": ["Atlantis"], "count_min": 99}
REPEAT = {"quote": "Police arrested 340 people in Harare", "act": "detention", "count": "340 people"}
BAD = [{**GOOD, "quote": "Officers emptied the pockets of 13 traders"}, {**GOOD, "act": "theft"}, {**GOOD, "count": "120"}, {**GOOD, "victims": 5}]

SOCKET_LOG = """
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
int socket(int domain, int type, int protocol)
{
    FILE* log = fopen(getenv("SOCKET_LOG"), "a");
    if (log) { fprintf(log, "%d\\n", domain); fclose(log); }
    return ((int (*)(int, int, int))dlsym(RTLD_NEXT, "socket"))(domain, type, protocol);
}
"""


class Failed(Exception):
    pass


def check(truth, *what):
    if not truth:
        raise Failed(*what)


def completion(message):
    return json.dumps({"choices": [{"message": {"role": "assistant", "content": message}}]}).encode()


class Stub:
    """Answers each request by `self.answer(handler)`, and keeps what was asked."""

    def __init__(self, path=None):
        stub = self
        self.asked, self.answer = [], None

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                stub.asked.append((self.path, json.loads(body)))
                try:
                    stub.answer(self)
                except (BrokenPipeError, ConnectionResetError):
                    pass

            def do_GET(self):
                stub.asked.append((self.path, None))
                self.send_error(404)

            def log_message(self, *_):
                pass

            def address_string(self):
                return "stub"

        if path:
            class UnixServer(socketserver.ThreadingMixIn, socketserver.UnixStreamServer):
                daemon_threads = True
            self.server, self.url = UnixServer(path, Handler), f"unix:{path}"
        else:
            self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
            self.server.daemon_threads = True
            self.url = f"http://127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def says(self, body, status=200, headers=()):
        def answer(handler):
            handler.send_response(status)
            for name, value in headers:
                handler.send_header(name, value)
            handler.send_header("Content-Length", str(len(body)))
            handler.end_headers()
            handler.wfile.write(body)
        self.asked, self.answer = [], answer

    def proposes(self, *claims, wrap="{}"):
        self.says(completion(wrap.replace("{}", json.dumps({"claims": list(claims)}))))


class Test:
    def __init__(self, binary, folder):
        self.binary, self.folder = binary, folder
        self.files = [folder / "one.txt", folder / "two.txt"]
        self.files[0].write_text(TEXT)
        self.files[1].write_text(SECOND)
        self.stub = Stub()
        self.plain = {form: self.run(form=form).stdout for form in ("jsonl", "json", "csv", "table")}
        check(len(self.plain["jsonl"].splitlines()) == 2, "the texts were to give two claims by the rules", self.plain["jsonl"])

    def run(self, *arguments, form="jsonl", code=0, env=(), files=None):
        arguments = [self.binary, "--format", form, "claims", *map(str, files or self.files), "--published", "2024-04-03", "--language", "en",
                     "--workers", "1", *arguments]
        done = subprocess.run(arguments, capture_output=True, text=True, env={**os.environ, **dict(env)}, timeout=300)
        check(done.returncode == code, f"exit code {done.returncode}, wanted {code}", arguments, done.stderr)
        return done

    def propose(self, *arguments, url=None, words="", proposed=0, **options):
        """Runs with the proposer; gives the proposed claims, having checked that the others are what they were."""
        done = self.run("--proposer", url or self.stub.url, *arguments, **options)
        check(words in done.stderr, f"'{words}' is not told", done.stderr)
        lines = done.stdout.splitlines(keepends=True)
        claims = [json.loads(line) for line in lines]
        kept = "".join(line for line, claim in zip(lines, claims) if "proposed" not in claim)
        check(kept == self.plain["jsonl"], "the deterministic lines changed", kept, self.plain["jsonl"])
        out = [claim for claim in claims if claim.get("proposed") is True]
        check(len(out) == proposed and len(out) + len(kept.splitlines()) == len(lines), f"{len(out)} proposed claims, wanted {proposed}", done)
        check("without an answer" in done.stderr or "no answer" not in done.stderr, "failures are not counted", done.stderr)
        return out, done

    def good(self):
        self.stub.proposes(GOOD, REPEAT, *BAD)
        claims, done = self.propose("--proposer-model", "small", proposed=1, words="1 proposed for 3 passages")
        claim = claims[0]
        check(claim["quote"] == GOOD["quote"] and claim["act"] == "robbery" and claim["victims"] == "12 traders", claim)
        check(claim["count"] == {"min": 12, "max": 12, "unit": "person", "text": "12 traders", "approximate": False, "per": None}, claim)
        check(claim["places"] == ["Kitwe"] and claim["when"]["from"] == claim["when"]["to"] == "2024-03-05", claim)
        check(claim["attribution"] == ["Anna Berg"] and list(claim)[-1] == "proposed", claim)
        check(TEXT.encode()[claim["start"]:claim["end"]].decode() == claim["quote"], claim)
        check([json.loads(line).get("proposed", False) for line in done.stdout.splitlines()] == [False, True, False], done.stdout)
        check("1 repeated" in done.stderr and "no code" not in done.stdout, done.stderr)
        for reason in ("the quote does not stand in the passage", "the act is none of acts.tsv", "the count's words do not stand in the passage",
                       "a field is missing or of the wrong kind (2)"):
            check(reason in done.stderr, reason, done.stderr)
        check(len(self.stub.asked) == 3, self.stub.asked)
        for (path, asked), passage in zip(self.stub.asked, [*TEXT.strip().split("\n\n"), SECOND.strip()]):
            check(path == "/v1/chat/completions" and asked["model"] == "small" and asked["messages"][1]["content"] == passage, path, asked)
            check("deportation_order: " in asked["messages"][0]["content"] and "{acts}" not in asked["messages"][0]["content"], asked)

    def wrapped(self):
        for wrap in ("```json\n{}\n```", "<think>{what, if}</think>\nHere it is: {}"):
            self.stub.proposes(GOOD, wrap=wrap.replace("{what, if}", "[a {guess}"))
            self.propose(proposed=1)
        for end in ("/", "/v1", "/v1/"):
            self.propose(url=self.stub.url + end, proposed=1)
            check(self.stub.asked[-1][0] == "/v1/chat/completions", self.stub.asked[-1])

    def forms(self):
        self.stub.proposes(GOOD)
        csv = self.run("--proposer", self.stub.url, form="csv").stdout.splitlines()
        plain = self.plain["csv"].splitlines()
        check(csv[0] == plain[0] + ",proposed" and [csv[1], csv[3]] == [line + "," for line in plain[1:]] and csv[2].endswith(",proposed"), csv)
        check("proposed" in self.run("--proposer", self.stub.url, form="table").stdout.splitlines()[0], "the table has no such column")
        array = json.loads(self.run("--proposer", self.stub.url, form="json").stdout)
        check([claim for claim in array if "proposed" not in claim] == json.loads(self.plain["json"]), array)

    def out_dir(self):
        self.stub.proposes(GOOD)
        without, with_it = self.folder / "without", self.folder / "with"
        self.run("--out-dir", str(without))
        self.run("--out-dir", str(with_it), "--proposer", self.stub.url)
        for name in ("one.claims.jsonl", "two.claims.jsonl"):
            check((without / name).read_bytes() == (with_it / name).read_bytes(), name)
        check({path.name for path in with_it.iterdir()} - {path.name for path in without.iterdir()} == {"one.proposed.jsonl"}, list(with_it.iterdir()))
        proposed = with_it / "one.proposed.jsonl"
        check(json.loads(proposed.read_text())["proposed"] is True, proposed.read_text())
        joined = [self.binary, "events", "--claims", str(with_it)]
        check(subprocess.run(joined, capture_output=True).returncode == 0, "events of the folder")
        proposed.rename(with_it / "three.claims.jsonl")
        refused = subprocess.run(joined, capture_output=True, text=True)
        check(refused.returncode == 3 and "three.claims.jsonl:1: is a proposed claim" in refused.stderr, refused)

    def bad_answers(self):
        whole = completion(json.dumps({"claims": [GOOD]}))
        cut = completion(json.dumps({"claims": [GOOD]})[:-40])
        cases = [(b"\x00\xff garbage", "the answer is no JSON"), (whole[:-30], "the answer is no JSON"), (b"", "the answer is no JSON"),
                 (b"[]", "no choices[0]"), (b'{"choices": [{"message": {"content": null}}]}', "no choices[0]"), (cut, "the message is no JSON"),
                 (completion("I cannot do that."), "the message is no JSON"), (completion('{"answer": 1}'), "no list 'claims'"),
                 (b"[" * 200_000, "the answer is no JSON"), (completion("[" * 100_000 + "]" * 100_000), "no proposals"),
                 (completion(json.dumps([GOOD] * 101)), "more than the 100")]
        for body, words in cases:
            self.stub.says(body)
            self.propose(words="" if words == "no proposals" else words)
        self.stub.says(completion('[1, null, "a", {}, []]'))
        self.propose(words="a field is missing or of the wrong kind (10)")

    def bad_status(self):
        self.stub.says(b"it broke", status=500)
        _, done = self.propose(words="HTTP status 500")
        check("3 passages without an answer" in done.stderr, done.stderr)
        other = Stub()
        other.proposes(GOOD)
        self.stub.says(b"", status=307, headers=[("Location", other.url + "/v1/chat/completions")])
        self.propose(words="HTTP status 307")
        check(not other.asked, "a redirect was followed")

    def slow(self):
        self.stub.says(b"")
        self.stub.answer = lambda _: time.sleep(20)
        began = time.monotonic()
        self.propose("--proposer-timeout", "1", words="no answer within 1 s")
        check(time.monotonic() - began < 15, "the timeout was not kept")

        def drip(handler):
            handler.send_response(200)
            handler.end_headers()
            for _ in range(200):
                handler.wfile.write(b" ")
                time.sleep(0.1)
        self.stub.answer = drip
        self.propose("--proposer-timeout", "1", words="no answer within 1 s")

    def gives_up(self):
        many = self.folder / "many.txt"
        many.write_text("".join(f"Police arrested {number} people in Harare.\n\n" for number in range(10, 20)))
        self.stub.says(b"", status=503)
        done = self.run("--proposer", self.stub.url, files=[many])
        check(len(self.stub.asked) == 3 and "3 passages without an answer, 7 not asked" in done.stderr, done.stderr)
        check("was not asked for 7 passages" in done.stderr, done.stderr)

    def huge(self):
        self.stub.says(completion("x" * (64 << 20)))
        self.propose(words="an answer of more than 262144 bytes")

        def endless_headers(handler):
            handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
            for number in range(100_000):
                handler.wfile.write(f"X-{number}: {'y' * 1000}\r\n".encode())
        self.stub.answer = endless_headers
        self.propose(words="the proposer gave no answer")

    def no_http(self):
        def noise(handler):
            handler.wfile.write(os.urandom(4000))
        self.stub.says(b"")
        self.stub.answer = noise
        self.propose(words="the proposer gave no answer")
        self.stub.answer = lambda handler: None
        self.propose(words="the proposer gave no answer")

    def refused(self):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            url = f"http://127.0.0.1:{free.getsockname()[1]}"
        _, done = self.propose(url=url, words="it cannot be reached at " + url)
        check("1 passages without an answer, 2 not asked" in done.stderr, done.stderr)
        self.propose(url="unix:" + str(self.folder / "none.sock"), words="it cannot be reached")

    def unix_socket(self):
        stub = Stub(str(self.folder / "llama.sock"))
        stub.proposes(GOOD)
        self.propose(url=stub.url, proposed=1)
        check(len(stub.asked) == 3, stub.asked)

    def addresses(self):
        for url in ("http://example.org", "http://192.168.0.7:8080", "http://127.0.0.1.example.org", "http://localhost.example.org", "http://0.0.0.0:1"):
            check("--proposer-remote" in self.run("--proposer", url, code=2).stderr, url)
        for url in ("127.0.0.1:8080", "ftp://127.0.0.1", "file:///etc/passwd", "http://127.0.0.1@example.org", "http://127.0.0.1/?a=b", "unix:llama", ""):
            check("--proposer" in self.run("--proposer", url, code=2).stderr, url)
        self.run("--proposer-model", "small", code=2)
        self.run("--proposer", self.stub.url, "--proposer-timeout", "0", code=2)
        self.stub.proposes(GOOD)
        self.propose(url=self.stub.url.replace("127.0.0.1", "LocalHost"), proposed=1)
        # A name that no server has: that it is tried shows that the flag allows it.
        self.propose("--proposer-remote", url="http://khronika.invalid", words="it cannot be reached at http://khronika.invalid")

    def proxy(self):
        trap = Stub()
        trap.proposes(GOOD)
        self.stub.proposes(GOOD)
        names = ("http_proxy", "HTTP_PROXY", "https_proxy", "all_proxy", "ALL_PROXY")
        self.propose(proposed=1, env=[(name, trap.url) for name in names])
        check(not trap.asked and len(self.stub.asked) == 3, "the text went to a proxy")

    def off(self):
        source, library, log = (self.folder / name for name in ("socket.c", "socket.so", "socket.log"))
        source.write_text(SOCKET_LOG)
        subprocess.run(["cc", "-shared", "-fPIC", "-o", str(library), str(source), "-ldl"], check=True)
        env = [("LD_PRELOAD", str(library)), ("SOCKET_LOG", str(log)), ("ASAN_OPTIONS", "verify_asan_link_order=0:detect_leaks=0")]
        self.stub.proposes(GOOD)
        check(self.run(env=env).stdout == self.plain["jsonl"], "the lines changed")
        check(not log.exists() and not self.stub.asked, "a socket was opened without --proposer", log)
        self.propose(proposed=1, env=env)
        check(log.exists() and self.stub.asked, "the log of sockets does not work, so that it proves nothing")


def main():
    binary = str(pathlib.Path(sys.argv[1]).resolve())
    with tempfile.TemporaryDirectory() as name:
        test = Test(binary, pathlib.Path(name))
        for part in (test.good, test.wrapped, test.forms, test.out_dir, test.bad_answers, test.bad_status, test.slow, test.gives_up, test.huge,
                     test.no_http, test.refused, test.unix_socket, test.addresses, test.proxy, test.off):
            began = time.monotonic()
            part()
            print(f"{part.__name__}: as wanted ({time.monotonic() - began:.1f} s)", flush=True)


if __name__ == "__main__":
    try:
        main()
    except Failed as failure:
        print(f"proposer: {failure}", file=sys.stderr)
        sys.exit(1)
