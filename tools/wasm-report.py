#!/usr/bin/env python3
"""wasm-report.py FILE [PATTERN…]: what the main module of the front is made of.

FILE is the linked program before it is split, as the front build leaves it:
$CARGO_TARGET_DIR/front/wasm32-unknown-unknown/wasm-release/luotain_app.wasm. It still has the
names of its functions and its relocations.

Without PATTERN: the families of functions that weigh most. With patterns (regular expressions on
function names): how many bytes of code and data would leave the main module with the functions
that match. Bytes are those before wasm-opt; in brotli it is about a fifth.
"""
import bisect
import collections
import re
import subprocess
import sys

HASH = re.compile(r"::h[0-9a-f]{16}$")


class Reader:
    """Reads numbers and names of the WebAssembly format."""

    def __init__(self, data, at=0):
        self.data, self.at = data, at

    def byte(self):
        self.at += 1
        return self.data[self.at - 1]

    def number(self):
        result = shift = 0
        while True:
            byte = self.byte()
            result |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                return result

    def name(self):
        length = self.number()
        self.at += length
        return self.data[self.at - length : self.at].decode("utf8", "replace")


def sections(data):
    """Start and end of each section, by (id, name of a custom section)."""
    found, reader = {}, Reader(data, 8)
    while reader.at < len(data):
        kind, length = reader.byte(), reader.number()
        start, end = reader.at, reader.at + length
        name = reader.name() if kind == 0 else ""
        found[(kind, name)] = (reader.at if kind == 0 else start, end)
        reader.at = end
    return found


class Program:
    """The graph of a program: which function or datum needs which."""

    def __init__(self, data):
        self.data, self.sections = data, sections(data)
        self.names, self.needs = {}, collections.defaultdict(set)
        self.read_imports()
        self.read_bodies()
        self.read_names()
        self.read_symbols()
        for name, owner in (("reloc.CODE", self.function_at), ("reloc.DATA", self.datum_at)):
            self.read_relocations(name, owner)
        self.roots = [
            ("f", index)
            for name, index in self.exports()
            if "__wasm_split" not in name and "describe" not in name
        ]

    def reader(self, kind, name=""):
        start, end = self.sections[(kind, name)]
        return Reader(self.data, start), end

    def read_imports(self):
        reader, _ = self.reader(2)
        self.imported = 0
        for _ in range(reader.number()):
            reader.name()
            name = reader.name()
            kind = reader.byte()
            if kind == 0:
                reader.number()
                self.names[self.imported] = name
                self.imported += 1
            elif kind in (1, 2):
                if kind == 1:
                    reader.byte()
                has_limit = reader.number() & 1
                reader.number()
                if has_limit:
                    reader.number()
            elif kind == 3:
                reader.at += 2
            else:
                reader.byte()
                reader.number()

    def read_bodies(self):
        reader, _ = self.reader(10)
        base = reader.at
        self.bodies = []
        for _ in range(reader.number()):
            start = reader.at
            length = reader.number()
            reader.at += length
            self.bodies.append((start - base, reader.at - base))
        self.starts = [start for start, _ in self.bodies]
        reader, _ = self.reader(11)
        base = reader.at
        self.segments = []
        for _ in range(reader.number()):
            if reader.number() == 0:
                while reader.byte() != 0x0B:
                    pass
            length = reader.number()
            self.segments.append(reader.at - base)
            reader.at += length

    def read_names(self):
        reader, end = self.reader(0, "name")
        while reader.at < end:
            kind, length = reader.byte(), reader.number()
            after = reader.at + length
            if kind == 1:
                for _ in range(reader.number()):
                    index = reader.number()
                    self.names[index] = reader.name()
            reader.at = after
        plain = subprocess.run(
            ["c++filt"], input="\n".join(self.names.values()), capture_output=True, text=True, check=True
        ).stdout.split("\n")
        self.names = dict(zip(self.names, plain))

    def exports(self):
        reader, _ = self.reader(7)
        for _ in range(reader.number()):
            name, kind, index = reader.name(), reader.byte(), reader.number()
            if kind == 0:
                yield name, index

    def read_symbols(self):
        reader, end = self.reader(0, "linking")
        reader.number()
        self.symbols, data = [], []
        while reader.at < end:
            kind, length = reader.byte(), reader.number()
            after = reader.at + length
            if kind == 8:
                for _ in range(reader.number()):
                    self.symbols.append(self.symbol(reader))
            reader.at = after
        for index, (kind, where, size) in enumerate(self.symbols):
            if kind == "d" and where is not None:
                data.append((where, size, index))
        data.sort()
        self.data_starts, self.data_symbols = [d[0] for d in data], [d[2] for d in data]
        self.data_sizes = {("d", index): size for _, size, index in data}
        # Symbols of one address are one datum.
        for (start, _, index), (after, _, other) in zip(data, data[1:]):
            if start == after:
                self.needs[("d", index)].add(("d", other))
                self.needs[("d", other)].add(("d", index))

    def symbol(self, reader):
        kind, flags = reader.byte(), reader.number()
        is_undefined, is_named = flags & 0x10, flags & 0x40
        if kind == 1:
            reader.name()
            if is_undefined:
                return "d", None, 0
            segment, offset, size = reader.number(), reader.number(), reader.number()
            return "d", self.segments[segment] + offset, size
        index = reader.number()
        if kind != 3 and (not is_undefined or is_named):
            reader.name()
        return ("f" if kind == 0 else "other"), index, 0

    def function_at(self, offset):
        return "f", bisect.bisect_right(self.starts, offset) - 1 + self.imported

    def datum_at(self, offset):
        return "d", self.data_symbols[bisect.bisect_right(self.data_starts, offset) - 1]

    def read_relocations(self, name, owner):
        reader, _ = self.reader(0, name)
        reader.number()
        for _ in range(reader.number()):
            kind, offset, index = reader.byte(), reader.number(), reader.number()
            if kind in (3, 4, 5, 8, 9, 11, 14, 15, 16, 17, 22, 23):
                reader.number()  # the addend
            if kind == 6:  # a type
                continue
            target, where, _ = self.symbols[index]
            if target == "f":
                self.needs[owner(offset)].add(("f", where))
            elif target == "d":
                self.needs[owner(offset)].add(("d", index))

    def reachable(self, without=frozenset()):
        seen = {root for root in self.roots if root not in without}
        waiting = list(seen)
        while waiting:
            for node in self.needs.get(waiting.pop(), ()):
                if node not in seen and node not in without:
                    seen.add(node)
                    waiting.append(node)
        return seen

    def size(self, node):
        if node[0] == "d":
            return self.data_sizes.get(node, 0)
        index = node[1] - self.imported
        return self.bodies[index][1] - self.bodies[index][0] if index >= 0 else 0

    def weigh(self, nodes):
        code = sum(self.size(node) for node in nodes if node[0] == "f")
        return code, sum(self.size(node) for node in nodes if node[0] == "d")


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    with open(sys.argv[1], "rb") as file:
        program = Program(file.read())
    everything = program.reachable()
    code, data = program.weigh(everything)
    print(f"main module: {code} bytes of code, {data} of data that its code needs")
    if not sys.argv[2:]:
        families, counts = collections.Counter(), collections.Counter()
        for node in everything:
            if node[0] == "f":
                family = HASH.sub("", program.names.get(node[1], "?"))
                families[family] += program.size(node)
                counts[family] += 1
        for family, size in families.most_common(60):
            print(f"{size:8} {counts[family]:4}  {family[:150]}")
    for pattern in sys.argv[2:]:
        gone = frozenset(
            node for node in everything if node[0] == "f" and re.search(pattern, program.names.get(node[1], ""))
        )
        left = program.weigh(program.reachable(gone))
        print(f"{code - left[0]:8} {data - left[1]:8}  {pattern}")


main()
