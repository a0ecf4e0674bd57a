#!/usr/bin/env python3
"""Checks what Luotain's log gave out, without Luotain and without its code.

    python3 tools/verify_receipt.py --key KEY receipt.tlog-proof

Standard library only. KEY is a verifier key ("name+hash+base64") or a file that holds one; it may
be given again. It must have come to you by a way that you trust: whoever gives you both receipt and
key can make both up.

    --handovers FILE  records by which the log's key passed from the given one to later ones, or from
                    earlier ones to it (the server's /log/handovers, or `handovers` of an exported log)
    --against FILE  hold the receipts against another receipt or checkpoint of the same log
    --tiles FOLDER  verify a whole exported log (checkpoint, tile/..., tile/entries/...), and hold
                    the receipts and the files of --against against it
    --proofs FILE   check inclusion and consistency proofs in a JSON file (for other programs' tests)

Formats: RFC 6962 (tree), RFC 8032 (Ed25519), C2SP signed-note, tlog-checkpoint, tlog-proof and
tlog-tiles; Luotain's own part, what an entry is, is written out in docs/log-formats.md.

Exit code: 0 everything holds, 1 something does not, 2 wrong use.
"""

import argparse
import base64
import binascii
import datetime
import hashlib
import json
import os
import sys

LARGEST_FILE = 1 << 20
PROOF_HEADER = "c2sp.org/tlog-proof@v1"
DOMAIN_TAG = b"luotain disclosure entry v1\n"
HANDED_OVER = "luotain log key hand-over v1"
REPLACED = "luotain log key replacement v1"
COMMITMENT_LENGTH = 33
TILE_WIDTH = 256


class Refused(Exception):
    """Why something does not hold, in words."""


# Ed25519 after RFC 8032, sections 5.1 and 6.

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
SQRT_M1 = pow(2, (P - 1) // 4, P)


def point_add(p, q):
    a = (p[1] - p[0]) * (q[1] - q[0]) % P
    b = (p[1] + p[0]) * (q[1] + q[0]) % P
    c = 2 * p[3] * q[3] * D % P
    d = 2 * p[2] * q[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return (e * f % P, g * h % P, f * g % P, e * h % P)


def point_multiply(scalar, p):
    result = (0, 1, 1, 0)
    while scalar > 0:
        if scalar & 1:
            result = point_add(result, p)
        p = point_add(p, p)
        scalar >>= 1
    return result


def point_equal(p, q):
    return (p[0] * q[2] - q[0] * p[2]) % P == 0 and (p[1] * q[2] - q[1] * p[2]) % P == 0


def point_decompress(data):
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & ((1 << 255) - 1)
    if y >= P:
        return None
    x2 = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    if x2 == 0:
        return None if sign else (0, y, 1, 0)
    x = pow(x2, (P + 3) // 8, P)
    if (x * x - x2) % P:
        x = x * SQRT_M1 % P
    if (x * x - x2) % P:
        return None
    if x & 1 != sign:
        x = P - x
    return (x, y, 1, x * y % P)


BASE_Y = 4 * pow(5, P - 2, P) % P
BASE = point_decompress(BASE_Y.to_bytes(32, "little"))
NEUTRAL = (0, 1, 1, 0)


def ed25519_verify(public, message, signature):
    """Strict: canonical numbers, no point of small order."""
    if len(public) != 32 or len(signature) != 64:
        return False
    a, r = point_decompress(public), point_decompress(signature[:32])
    s = int.from_bytes(signature[32:], "little")
    if a is None or r is None or s >= L:
        return False
    if point_equal(point_multiply(8, a), NEUTRAL) or point_equal(point_multiply(8, r), NEUTRAL):
        return False
    digest = hashlib.sha512(signature[:32] + public + message).digest()
    k = int.from_bytes(digest, "little") % L
    return point_equal(point_multiply(s, BASE), point_add(r, point_multiply(k, a)))


# The tree of RFC 6962.


def leaf_hash(entry):
    return hashlib.sha256(b"\x00" + entry).digest()


def node_hash(left, right):
    return hashlib.sha256(b"\x01" + left + right).digest()


def root_of(hashes):
    """The root over all leaf hashes, from below: a last node without a sibling rises unchanged."""
    if not hashes:
        return hashlib.sha256(b"").digest()
    while len(hashes) > 1:
        paired = [node_hash(hashes[i], hashes[i + 1]) for i in range(0, len(hashes) - 1, 2)]
        if len(hashes) % 2:
            paired.append(hashes[-1])
        hashes = paired
    return hashes[0]


def root_from_inclusion(index, size, leaf, proof):
    """The root to which an inclusion proof leads (RFC 6962, section 2.1.1, read from the top)."""
    if not 0 <= index < size:
        raise Refused(f"entry {index} lies outside a log of {size} entries")
    if size == 1:
        if proof:
            raise Refused("the proof is too long")
        return leaf
    if not proof:
        raise Refused("the proof is too short")
    split = 1 << ((size - 1).bit_length() - 1)
    if index < split:
        return node_hash(root_from_inclusion(index, split, leaf, proof[:-1]), proof[-1])
    return node_hash(proof[-1], root_from_inclusion(index - split, size - split, leaf, proof[:-1]))


def roots_from_consistency(first, second, first_root, proof, is_known=True):
    """Old and new root to which a consistency proof leads (RFC 6962, section 2.1.2)."""
    if first == second:
        if is_known:
            if proof:
                raise Refused("the proof is too long")
            return first_root, first_root
        if len(proof) != 1:
            raise Refused("the proof has the wrong length")
        return proof[0], proof[0]
    if not proof:
        raise Refused("the proof is too short")
    split = 1 << ((second - 1).bit_length() - 1)
    if first <= split:
        old, new = roots_from_consistency(first, split, first_root, proof[:-1], is_known)
        return old, node_hash(new, proof[-1])
    old, new = roots_from_consistency(first - split, second - split, first_root, proof[:-1], False)
    return node_hash(proof[-1], old), node_hash(proof[-1], new)


def check_inclusion(index, size, leaf, proof, root):
    if root_from_inclusion(index, size, leaf, proof) != root:
        raise Refused("the proof does not lead from the entry to the root")


def check_consistency(first, first_root, second, second_root, proof):
    if not 0 < first <= second:
        raise Refused(f"a log of {second} entries cannot extend one of {first}")
    if roots_from_consistency(first, second, first_root, proof) != (first_root, second_root):
        raise Refused("the newer log does not extend the older one")


# Notes, checkpoints, receipts.


def decode_base64(text, what):
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise Refused(f"{what} is not Base64") from None
    if base64.b64encode(data).decode() != text:
        raise Refused(f"{what} is not canonical Base64")
    return data


def parse_decimal(text, what):
    if not text.isascii() or not text.isdigit() or (len(text) > 1 and text[0] == "0") or len(text) > 19:
        raise Refused(f"{what} is not a number")
    return int(text)


class Key:
    """A verifier key: name+hash+base64."""

    def __init__(self, text):
        parts = text.strip().split("+", 2)
        if len(parts) != 3:
            raise Refused("the key is not of the form name+hash+base64")
        self.name = parts[0]
        data = decode_base64(parts[2], "the key")
        if len(data) != 33 or data[0] != 1:
            raise Refused("the key is not an Ed25519 key")
        self.public = data[1:]
        self.id = hashlib.sha256(self.name.encode() + b"\n" + data).digest()[:4]
        if parts[1] != self.id.hex():
            raise Refused("the key's hash does not belong to it")
        # The sizes at which it was in force, and the trees that the log had when its keys changed.
        self.first_size, self.last_size, self.ends = 0, None, []
        self.part = 0

    def was_in_force(self, size):
        return self.first_size <= size and (self.last_size is None or size <= self.last_size)


class Checkpoint:
    """A signed size and root of a log."""

    def __init__(self, note, keys):
        text, separator, lines = note.rpartition("\n\n")
        if not separator or not lines.endswith("\n"):
            raise Refused("the checkpoint is not a signed note")
        text += "\n"
        parts = text.split("\n")
        if len(parts) != 4 or parts[3]:
            raise Refused("a checkpoint is three lines: origin, size, root")
        self.origin, self.size = parts[0], parse_decimal(parts[1], "the size")
        self.root = decode_base64(parts[2], "the root")
        if len(self.root) != 32:
            raise Refused("the root is not a hash")
        self._check_signature(text, lines[:-1].split("\n"), keys)

    def _check_signature(self, text, lines, keys):
        keys = [key for key in keys if key.name == self.origin]
        signed = [key for key in keys if has_signed(key, text, lines)]
        if not signed:
            raise Refused(f"no given key has signed the checkpoint of {self.origin}")
        if not any(key.was_in_force(self.size) for key in signed):
            raise Refused(f"the key was not in force when the log had {self.size} entries")
        for size, root in signed[0].ends:
            if size == self.size and root != self.root:
                raise Refused("the checkpoint is of another tree than the one that was handed over")


def has_signed(key, text, lines):
    """Whether one of a note's signature lines is by the key; a wrong one in its name is refused."""
    signed = False
    for line in lines:
        words = line.split(" ")
        if len(words) != 3 or words[0] != "\u2014":
            raise Refused("a signature line is malformed")
        data = decode_base64(words[2], "a signature")
        if words[1] == key.name and data[:4] == key.id:
            if not ed25519_verify(key.public, text.encode(), data[4:]):
                raise Refused("a signature in the name of the log is wrong")
            signed = True
    return signed


class Handover:
    """A record by which a log's key passed to the next one (docs/log-formats.md)."""

    def __init__(self, note):
        text, separator, lines = note.rpartition("\n\n")
        if not separator or not lines.endswith("\n"):
            raise Refused("it is not a signed note")
        text += "\n"
        parts = text.split("\n")
        if len(parts) != 9 or parts[8] or parts[0] not in (HANDED_OVER, REPLACED):
            raise Refused("it is not a hand-over")
        self.is_vouched = parts[0] == HANDED_OVER
        self.size, self.root = parse_decimal(parts[2], "the size"), decode_base64(parts[3], "the root")
        self.time = parts[4]
        self.old, self.new = Key(parts[5]), Key(parts[6])
        if self.old.name != parts[1] or self.new.name != parts[1] or self.old.public == self.new.public:
            raise Refused("its keys are not two keys of the log")
        lines = lines[:-1].split("\n")
        if not has_signed(self.new, text, lines):
            raise Refused("the new key has not signed it")
        if self.is_vouched and not has_signed(self.old, text, lines):
            raise Refused("the old key has not signed it")


def chain_of(records):
    """The keys of one log in their order. Where one was lost and replaced, another part begins."""
    keys = [records[0].old]
    for record in records:
        last = keys[-1]
        if record.old.public != last.public:
            raise Refused("a hand-over is missing, or they are not in their order")
        if record.size < last.first_size or any(record.new.public == key.public for key in keys):
            raise Refused("a hand-over goes back to a smaller log or an earlier key")
        last.last_size = record.size
        record.new.first_size = record.size
        record.new.part = last.part if record.is_vouched else last.part + 1
        keys.append(record.new)
    for key in keys:
        key.ends = [(record.size, record.root) for record in records]
    return keys


def follow(text, keys):
    """The given keys, and those that vouch for them or for which they vouch."""
    records = {}
    notes = text.split("\n\nluotain log key ")
    for number, note in enumerate(notes, 1):
        note = note if number == 1 else "luotain log key " + note
        note = note if number == len(notes) else note + "\n"
        try:
            record = Handover(note)
        except Refused as reason:
            raise Refused(f"hand-over {number}: {reason}") from None
        records.setdefault(record.old.name, []).append(record)
    followed = []
    for key in keys:
        chain = chain_of(records[key.name]) if key.name in records else [key]
        part = [known.part for known in chain if known.public == key.public]
        if not part:
            raise Refused(f"the hand-overs of {key.name} do not know the given key")
        followed += [known for known in chain if known.part == part[0]]
    return followed


class Reader:
    """The canonical bytes of an entry, version 1 (docs/log-formats.md)."""

    def __init__(self, data):
        self.rest = data

    def raw(self, count):
        if len(self.rest) < count:
            raise Refused("the entry is cut")
        data, self.rest = self.rest[:count], self.rest[count:]
        return data

    def number(self, count, signed=False):
        return int.from_bytes(self.raw(count), "big", signed=signed)

    def text(self):
        try:
            return self.raw(self.number(2)).decode("utf-8")
        except UnicodeDecodeError:
            raise Refused("a text of the entry is not UTF-8") from None

    def flag(self):
        value = self.number(1)
        if value > 1:
            raise Refused("a truth value of the entry is neither 0 nor 1")
        return value == 1

    def optional(self):
        return self.text() if self.flag() else None

    def items(self, read):
        return [read() for _ in range(self.number(2))]


def decode_entry(payload):
    reader = Reader(payload)
    if reader.number(1) != 1:
        raise Refused("the entry has a version that this program does not know")
    entry = {"time_micros": reader.number(8, signed=True)}
    environment = reader.number(1)
    if environment not in (1, 2):
        raise Refused("the entry has no possible environment")
    entry["environment"] = ("production", "training")[environment - 1]
    entry["username"] = reader.text()
    entry["user_code_snapshot"] = reader.text()
    entry["organisation"] = reader.text()
    entry["permit"] = reader.text()
    entry["permit_version"] = reader.number(4)
    entry["role"] = reader.text()
    entry["operation"] = reader.text()
    entry["criteria"] = reader.items(lambda: [reader.text(), reader.text()])
    entry["purpose"] = reader.text()
    entry["reference"] = reader.optional()
    entry["result"] = reader.text()
    entry["subjects"] = reader.items(reader.text)
    entry["groups_shown"] = reader.items(reader.text)
    entry["non_disclosure_seen"] = reader.flag()
    entry["printed"] = reader.optional()
    entry["price_item"] = reader.optional()
    entry["tariff_version"] = reader.optional()
    entry["price_thousandths"] = reader.number(4)
    entry["session_digest"] = reader.raw(16).hex()
    entry["source_address"] = reader.text()
    entry["request_id"] = reader.text()
    if reader.rest:
        raise Refused("bytes follow the entry")
    return entry


class Receipt:
    """A tlog-proof with an entry in its `extra` line."""

    def __init__(self, text, keys):
        header, _, rest = text.partition("\n")
        if header != PROOF_HEADER:
            raise Refused("the file is not a receipt")
        extra, _, rest = rest.partition("\n")
        if not extra.startswith("extra "):
            raise Refused("the receipt carries no entry")
        extra = decode_base64(extra[6:], "the extra line")
        if len(extra) < 33 or extra[0] != 1:
            raise Refused("the receipt's entry has a version that this program does not know")
        salt, payload = extra[1:33], extra[33:]
        index, _, rest = rest.partition("\n")
        if not index.startswith("index "):
            raise Refused("the receipt has no index line")
        self.index = parse_decimal(index[6:], "the index")
        proof, separator, note = rest.partition("\n\n")
        if rest.startswith("\n"):
            proof, note = "", rest[1:]
        elif not separator:
            raise Refused("the receipt carries no checkpoint")
        proof = [decode_base64(line, "a line of the proof") for line in proof.split("\n")] if proof else []
        if any(len(hash_) != 32 for hash_ in proof):
            raise Refused("a line of the proof is not a hash")
        self.checkpoint = Checkpoint(note, keys)
        commitment = b"\x01" + hashlib.sha256(DOMAIN_TAG + salt + payload).digest()
        self.leaf = leaf_hash(commitment)
        check_inclusion(self.index, self.checkpoint.size, self.leaf, proof, self.checkpoint.root)
        self.entry = decode_entry(payload)


# Tiles.


def tile_place(index, width):
    text = f"{index % 1000:03}"
    index //= 1000
    while index:
        text = f"x{index % 1000:03}/{text}"
        index //= 1000
    return text + (f".p/{width}" if width < TILE_WIDTH else "")


def read_tile(folder, level, index, width):
    path = os.path.join(folder, "tile", str(level), *tile_place(index, width).split("/"))
    try:
        with open(path, "rb") as file:
            return path, file.read(1 << 24)
    except OSError:
        raise Refused(f"{path} is missing") from None


class TiledLog:
    """An exported log, every tile of it checked against the entries and the checkpoint."""

    def __init__(self, folder, keys):
        self.checkpoint = Checkpoint(read_text(os.path.join(folder, "checkpoint")), keys)
        self.leaves = self._read_entries(folder)
        hashes, level = self.leaves, 0
        while hashes:
            self._check_tiles(folder, level, hashes)
            full = len(hashes) // TILE_WIDTH
            hashes = [root_of(hashes[i * TILE_WIDTH : (i + 1) * TILE_WIDTH]) for i in range(full)]
            level += 1
        if root_of(self.leaves) != self.checkpoint.root:
            raise Refused("the entries do not have the root of the checkpoint")

    def _read_entries(self, folder):
        leaves = []
        for index in range(-(-self.checkpoint.size // TILE_WIDTH)):
            width = min(TILE_WIDTH, self.checkpoint.size - index * TILE_WIDTH)
            path, data = read_tile(folder, "entries", index, width)
            begin = 0
            for _ in range(width):
                length = int.from_bytes(data[begin : begin + 2], "big")
                entry = data[begin + 2 : begin + 2 + length]
                if length != COMMITMENT_LENGTH or len(entry) != length or entry[0] != 1:
                    raise Refused(f"entry {len(leaves)} in {path} is not a commitment")
                leaves.append(leaf_hash(entry))
                begin += 2 + length
            if begin != len(data):
                raise Refused(f"{path} is longer than its entries")
        return leaves

    @staticmethod
    def _check_tiles(folder, level, hashes):
        for index in range(-(-len(hashes) // TILE_WIDTH)):
            wanted = hashes[index * TILE_WIDTH : (index + 1) * TILE_WIDTH]
            path, data = read_tile(folder, level, index, len(wanted))
            if data != b"".join(wanted):
                raise Refused(f"{path} does not hold the hashes of its entries")

    def check_extends(self, checkpoint, name):
        if checkpoint.origin != self.checkpoint.origin:
            raise Refused(f"{name} is of another log")
        if checkpoint.size > self.checkpoint.size:
            raise Refused(f"the exported log ends before {name}: entry {self.checkpoint.size} is missing")
        if root_of(self.leaves[: checkpoint.size]) != checkpoint.root:
            raise Refused(f"the exported log does not extend {name}: an entry before {checkpoint.size} differs")

    def check_receipt(self, receipt, name):
        self.check_extends(receipt.checkpoint, name)
        if self.leaves[receipt.index] != receipt.leaf:
            raise Refused(f"entry {receipt.index} of the exported log is not the one of {name}")


def check_proofs(path):
    with open(path, encoding="utf-8") as file:
        proofs = json.load(file)
    if not proofs:
        raise Refused("the file holds no proof")
    unhex = bytes.fromhex
    for number, proof in enumerate(proofs):
        try:
            hashes = [unhex(hash_) for hash_ in proof["proof"]]
            if proof["kind"] == "inclusion":
                check_inclusion(proof["index"], proof["size"], unhex(proof["leaf"]), hashes, unhex(proof["root"]))
            elif proof["kind"] == "consistency":
                check_consistency(
                    proof["first"], unhex(proof["first_root"]), proof["second"], unhex(proof["second_root"]), hashes
                )
            else:
                raise Refused("unknown kind")
        except Refused as reason:
            raise Refused(f"proof {number}: {reason}") from None
    return len(proofs)


def read_text(path):
    try:
        with open(path, "rb") as file:
            data = file.read(LARGEST_FILE + 1)
    except OSError as error:
        raise Refused(f"{path}: {error.strerror}") from None
    if len(data) > LARGEST_FILE:
        raise Refused(f"{path} is too long")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        raise Refused(f"{path} is not text") from None


def read_key(argument):
    return Key(read_text(argument) if os.path.exists(argument) else argument)


def moment_of(micros):
    try:
        epoch = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)
        return (epoch + datetime.timedelta(microseconds=micros)).isoformat(timespec="milliseconds")
    except OverflowError:
        return f"{micros} microseconds from 1970"


def hold_against(receipt, other, name):
    """What two signed heads say of each other without the log between them."""
    if receipt.origin != other.origin:
        raise Refused(f"{name} is of another log")
    if receipt.size != other.size:
        return f"{name} is of another size: the two can be held together only with --tiles"
    if receipt.root != other.root:
        raise Refused(f"the log signed two different trees of {other.size} entries: this and {name}")
    return f"the same tree as {name}"


def run(arguments):
    if arguments.proofs:
        print(f"{arguments.proofs}: {check_proofs(arguments.proofs)} proofs hold")
    keys = [read_key(key) for key in arguments.key]
    for path in arguments.handovers:
        try:
            keys = follow(read_text(path), keys)
        except Refused as reason:
            raise Refused(f"{path}: {reason}") from None
    log = TiledLog(arguments.tiles, keys) if arguments.tiles else None
    if log:
        head = log.checkpoint
        print(f"{arguments.tiles}: {head.origin}, {head.size} entries, root {base64.b64encode(head.root).decode()}")
    others = []
    for path in arguments.against:
        text = read_text(path)
        others.append((path, Receipt(text, keys).checkpoint if text.startswith(PROOF_HEADER) else Checkpoint(text, keys)))
    if log:
        for path, checkpoint in others:
            log.check_extends(checkpoint, path)
            print(f"{path}: the exported log extends it")
    for path in arguments.receipt:
        try:
            receipt = Receipt(read_text(path), keys)
            if log:
                log.check_receipt(receipt, path)
            said = [] if log else [hold_against(receipt.checkpoint, other, name) for name, other in others]
        except Refused as reason:
            raise Refused(f"{path}: {reason}") from None
        moment = moment_of(receipt.entry["time_micros"])
        print(f"{path}: holds")
        print(f"  log {receipt.checkpoint.origin}, entry {receipt.index} of {receipt.checkpoint.size}, {moment}")
        for line in said:
            print(f"  {line}")
        print(json.dumps(receipt.entry, ensure_ascii=False, indent=2))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("receipt", nargs="*", help="a .tlog-proof file")
    parser.add_argument("--key", action="append", default=[], help="a verifier key, or a file that holds one")
    parser.add_argument("--handovers", action="append", default=[], help="records of how the log's key passed on")
    parser.add_argument("--against", action="append", default=[], help="another receipt or checkpoint of the log")
    parser.add_argument("--tiles", help="the folder of an exported log")
    parser.add_argument("--proofs", help="a JSON file with proofs")
    arguments = parser.parse_args()
    if not arguments.receipt and not arguments.tiles and not arguments.proofs:
        parser.error("give a receipt, --tiles or --proofs")
    if (arguments.receipt or arguments.tiles) and not arguments.key:
        parser.error("give the log's key with --key: without it nothing can be proved")
    if arguments.against and not arguments.receipt and not arguments.tiles:
        parser.error("--against needs a receipt or --tiles to hold it against")
    sys.stdout.reconfigure(encoding="utf-8")
    try:
        run(arguments)
    except Refused as reason:
        print(f"DOES NOT HOLD: {reason}", file=sys.stderr)
        sys.exit(1)


if __name__ == "__main__":
    main()
