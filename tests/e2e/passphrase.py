#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""passphrase.py BINARY: passphrases that are asked for on a terminal of their own: never shown, asked twice where new, refused
where empty, unequal or wrong, and the terminal's echo is on again afterwards, also after a failure."""
import os
import pathlib
import pty
import select
import subprocess
import sys
import tempfile
import termios
import time

SECRET = "a passphrase that nobody sees"
OTHER = "quite another one"


class Failed(Exception):
    pass


def expect(truth, words):
    if not truth:
        raise Failed(words)


class World:
    def __init__(self, binary, scratch):
        self.binary, self.archive = binary, scratch / "archive"
        self.environment = dict(os.environ, XDG_STATE_HOME=str(scratch / "state"))
        self.environment.pop("KHRONIKA_PASSPHRASE_FILE", None)

    def call(self, *arguments, answers=()):
        """Exit code and all that stood on the terminal; each answer is typed when a question stands there, its echo off."""
        child, terminal = pty.fork()
        if child == 0:
            os.execve(self.binary, [self.binary, "--archive", str(self.archive), *arguments], self.environment)
        shown, waiting, until = b"", list(answers), time.monotonic() + 60
        asked = 0
        while time.monotonic() < until:
            if not select.select([terminal], [], [], 0.2)[0]:
                continue
            try:
                run = os.read(terminal, 4096)
            except OSError:  # the other end is closed
                break
            if not run:
                break
            shown += run
            if waiting and shown[asked:].rstrip(b" ").endswith(b":"):
                expect(not termios.tcgetattr(terminal)[3] & termios.ECHO, f"the terminal shows what is typed at: {shown.decode()}")
                asked = len(shown)
                os.write(terminal, waiting.pop(0).encode() + b"\n")
        _, status = os.waitpid(child, 0)
        expect(not waiting, f"khronika {' '.join(arguments)} did not ask {len(waiting)} times more: {shown.decode()}")
        os.close(terminal)
        return os.waitstatus_to_exitcode(status), shown.decode()

    def expect_call(self, code, words, *arguments, answers=()):
        got, shown = self.call(*arguments, answers=answers)
        expect(got == code and words in shown, f"khronika {' '.join(arguments)} ended with {got}, wanted {code} and '{words}': {shown}")
        for answer in answers:
            expect(not answer or answer not in shown, f"the answer stands on the terminal: {shown}")


def expect_echo_again(world):
    """In a shell whose terminal outlives the program: its echo is as it was."""
    child, terminal = pty.fork()
    if child == 0:
        os.execve("/bin/sh", ["sh", "-c", f"'{world.binary}' --archive '{world.archive}' checkpoint sign; stty -a"], world.environment)
    shown, typed = b"", False
    while True:
        try:
            run = os.read(terminal, 4096)
        except OSError:
            break
        if not run:
            break
        shown += run
        if not typed and shown.rstrip(b" ").endswith(b":"):
            os.write(terminal, OTHER.encode() + b"\n")
            typed = True
    os.waitpid(child, 0)
    os.close(terminal)
    words = shown.decode().replace(";", " ").split()
    expect(typed and "echo" in words and "-echo" not in words, f"the echo is off after a failure: {shown.decode()}")


def main():
    binary = str(pathlib.Path(sys.argv[1]).resolve())
    with tempfile.TemporaryDirectory() as scratch:
        world = World(binary, pathlib.Path(scratch))
        world.expect_call(0, "made the archive", "init")
        make = ("key", "make", "--name", "example.org/archive")
        world.expect_call(3, "differ", *make, answers=(SECRET, OTHER))
        world.expect_call(3, "the passphrase is empty", *make, answers=("",))
        world.expect_call(0, "example.org/archive+", *make, answers=(SECRET, SECRET))
        world.expect_call(3, "passphrase", "checkpoint", "sign", answers=(OTHER,))
        world.expect_call(0, "example.org/archive", "checkpoint", "sign", answers=(SECRET,))
        expect_echo_again(world)
        world.expect_call(0, "", "key", "passphrase", answers=(SECRET, OTHER, OTHER))
        world.expect_call(3, "passphrase", "checkpoint", "sign", answers=(SECRET,))
        world.expect_call(0, "", "checkpoint", "sign", answers=(OTHER,))
        none = subprocess.run([binary, "--archive", str(world.archive), "checkpoint", "sign"], env=world.environment, stdin=subprocess.DEVNULL,
                              capture_output=True, text=True, start_new_session=True)
        expect(none.returncode == 3 and "there is no terminal to ask" in none.stderr, f"without a terminal: {none.returncode}: {none.stderr}")
        for path in pathlib.Path(scratch).rglob("*"):
            expect(not path.is_file() or SECRET.encode() not in path.read_bytes(), f"the passphrase stands in {path}")
    print("passphrases: asked for, hidden, checked")


if __name__ == "__main__":
    try:
        main()
    except Failed as failure:
        sys.exit(f"passphrase.py: {failure}")
