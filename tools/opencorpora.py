# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads the OpenCorpora dictionary as npm's `az` ships it (pymorphy2's layout over DAWGs, words in windows-1251)."""
import array
import json
import pathlib
import sys

HAS_LEAF = 1 << 8
EXTENSION = 1 << 9
LEAF = 1 << 31
SEPARATOR = 1


class Dawg:
    def __init__(self, path):
        raw = pathlib.Path(path).read_bytes()
        count = int.from_bytes(raw[:4], "little")
        self.units = array.array("I", raw[4 : 4 + 4 * count])
        if sys.byteorder == "big":
            self.units.byteswap()
        guide_at = 4 + 4 * count
        guide_count = int.from_bytes(raw[guide_at : guide_at + 4], "little") if guide_at < len(raw) else 0
        self.guide = raw[guide_at + 4 : guide_at + 4 + 2 * guide_count]

    def follow(self, label, index):
        base = self.units[index]
        offset = (base >> 10) << ((base & EXTENSION) >> 6)
        target = index ^ offset ^ label
        return target if self.units[target] & (LEAF | 0xFF) == label else None

    def children(self, index):
        label = self.guide[index * 2]
        while label:
            child = self.follow(label, index)
            yield label, child
            label = self.guide[child * 2 + 1]

    def payloads(self, index, key=b""):
        if self.units[index] & HAS_LEAF:
            yield key
        for label, child in self.children(index):
            yield from self.payloads(child, key + bytes([label]))

    def entries(self):
        """Every (word bytes, payload bytes)."""
        stack = [(0, b"")]
        while stack:
            index, prefix = stack.pop()
            for label, child in self.children(index):
                if label == SEPARATOR:
                    for payload in self.payloads(child):
                        yield prefix, payload
                else:
                    stack.append((child, prefix + bytes([label])))


def numbers(payload):
    return tuple(((payload[i] ^ 1) << 6) + (payload[i + 1] >> 1) for i in range(0, len(payload) - 1, 2))


class Dictionary:
    def __init__(self, folder):
        folder = pathlib.Path(folder)
        self.folder = folder
        self.tags = json.loads((folder / "gramtab-opencorpora-int.json").read_text())
        self.suffixes = json.loads((folder / "suffixes.json").read_text())
        words = array.array("H", (folder / "paradigms.array").read_bytes())
        self.paradigms = []
        at = 1
        for _ in range(words[0]):
            size = words[at]
            self.paradigms.append(words[at + 1 : at + 1 + size])
            at += 1 + size

    def lemmas(self):
        """Every (lemma, tag of the lemma)."""
        for word, payload in Dawg(self.folder / "words.dawg").entries():
            paradigm, form = numbers(payload)
            if form == 0:
                forms = self.paradigms[paradigm]
                yield word.decode("cp1251"), self.tags[forms[len(forms) // 3]]
