#!/usr/bin/env python3
"""Verifies a log of Earshot with nothing but the specifications and Python's standard library.

    verify_log.py FOLDER LOG-KEY [WITNESS-KEY]

FOLDER holds `checkpoint` and `tile/` (C2SP tlog-tiles); the keys are verifier keys (C2SP signed-note).
Prints one line and ends with 0 when all fits, else says what does not and ends with 1. Written apart
from the Java code, so that an error in one is not repeated in the other.
"""

import base64
import hashlib
import os
import struct
import sys

# Ed25519 (RFC 8032 section 5.1), affine coordinates: slow and short.
P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT = pow(2, (P - 1) // 4, P)


class Bad(Exception):
    pass


def recover(y, sign):
    xx = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(xx, (P + 3) // 8, P)
    if (x * x - xx) % P:
        x = x * ROOT % P
    if (x * x - xx) % P or (x == 0 and sign):
        raise Bad("not a point of the curve")
    return P - x if x & 1 != sign else x


def decode(data):
    y = int.from_bytes(data, "little")
    sign = y >> 255
    y &= (1 << 255) - 1
    if y >= P:
        raise Bad("not a point of the curve")
    x = recover(y, sign)
    return (x, y, 1, x * y % P)


def add(a, b):
    x = (a[1] - a[0]) * (b[1] - b[0]) % P
    y = (a[1] + a[0]) * (b[1] + b[0]) % P
    t = 2 * a[3] * b[3] * D % P
    z = 2 * a[2] * b[2] % P
    e, f, g, h = y - x, z - t, z + t, y + x
    return (e * f % P, g * h % P, f * g % P, e * h % P)


def multiply(n, point):
    result = (0, 1, 1, 0)
    while n:
        if n & 1:
            result = add(result, point)
        point = add(point, point)
        n >>= 1
    return result


BASE_Y = 4 * pow(5, P - 2, P) % P
BASE = decode(BASE_Y.to_bytes(32, "little"))


def verifies(key, message, signature):
    if len(signature) != 64:
        return False
    try:
        a, r = decode(key), decode(signature[:32])
    except Bad:
        return False
    s = int.from_bytes(signature[32:], "little")
    if s >= L:
        return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % L
    one, other = multiply(s, BASE), add(r, multiply(h, a))
    return (one[0] * other[2] - other[0] * one[2]) % P == 0 and (one[1] * other[2] - other[1] * one[2]) % P == 0


def vkey(text):
    name, key_id, data = text.split("+", 2)
    data = base64.b64decode(data, validate=True)
    wanted = hashlib.sha256(name.encode() + b"\n" + data).digest()[:4]
    if wanted.hex() != key_id:
        raise Bad("the hash in the key of %s does not fit" % name)
    return name, wanted, data[0], data[1:]


def note(data):
    end = data.rindex(b"\n\n")
    lines = []
    for line in data[end + 2 :].decode().splitlines():
        dash, name, blob = line.split(" ")
        if dash != "\u2014":
            raise Bad("a line below the checkpoint is no signature")
        blob = base64.b64decode(blob, validate=True)
        lines.append((name, blob[:4], blob[4:]))
    return data[: end + 1], lines


def signed_by(text, lines, key):
    name, key_id, kind, public = key
    for line_name, line_id, signature in lines:
        if (line_name, line_id) != (name, key_id):
            continue
        if kind == 1 and verifies(public, text, signature):
            return True
        if kind == 4 and len(signature) == 72:
            (time,) = struct.unpack(">Q", signature[:8])
            message = b"cosignature/v1\ntime %d\n" % time + text
            if verifies(public, message, signature[8:]):
                return True
    return False


def leaf(entry):
    return hashlib.sha256(b"\0" + entry).digest()


def node(left, right):
    return hashlib.sha256(b"\1" + left + right).digest()


def root(hashes):
    if not hashes:
        return hashlib.sha256(b"").digest()
    if len(hashes) == 1:
        return hashes[0]
    k = 1
    while 2 * k < len(hashes):
        k *= 2
    return node(root(hashes[:k]), root(hashes[k:]))


def tile(folder, row, number, width):
    groups = ["%03d" % (number % 1000)]
    while number >= 1000:
        number //= 1000
        groups.insert(0, "x%03d" % (number % 1000))
    path = os.path.join(folder, "tile", row, *groups) + ("" if width == 256 else ".p/%d" % width)
    try:
        with open(path, "rb") as file:
            return path, file.read()
    except OSError as missing:
        raise Bad("%s cannot be read" % path) from missing


def entries(folder, size):
    for first in range(0, size, 256):
        width = min(256, size - first)
        path, data = tile(folder, "entries", first // 256, width)
        at = 0
        for _ in range(width):
            if at + 2 > len(data):
                raise Bad("%s ends too early" % path)
            (length,) = struct.unpack(">H", data[at : at + 2])
            if at + 2 + length > len(data):
                raise Bad("%s ends too early" % path)
            yield data[at + 2 : at + 2 + length]
            at += 2 + length
        if at != len(data):
            raise Bad("%s is too long" % path)


def check_tiles(folder, hashes):
    level, row = 0, hashes
    while row:
        for first in range(0, len(row), 256):
            part = row[first : first + 256]
            path, data = tile(folder, str(level), first // 256, len(part))
            if data != b"".join(part):
                bad = next((i for i, one in enumerate(part) if data[32 * i : 32 * i + 32] != one), len(part))
                raise Bad("%s does not fit the entries from leaf %d on" % (path, (first + bad) << 8 * level))
        row = [root(row[i : i + 256]) for i in range(0, len(row) - len(row) % 256, 256)]
        level += 1


def main(folder, log, witness=None):
    with open(os.path.join(folder, "checkpoint"), "rb") as file:
        text, lines = note(file.read())
    log = vkey(log)
    origin, size, wanted = text.decode().splitlines()[:3]
    if origin != log[0] or not signed_by(text, lines, log):
        raise Bad("the checkpoint is not signed by %s" % log[0])
    if witness and not signed_by(text, lines, vkey(witness)):
        raise Bad("the checkpoint is not cosigned by the witness")
    hashes = [leaf(entry) for entry in entries(folder, int(size))]
    check_tiles(folder, hashes)
    if base64.b64encode(root(hashes)).decode() != wanted:
        raise Bad("the entries do not have the root of the checkpoint")
    print("ok %s %s" % (size, wanted))


if __name__ == "__main__":
    if len(sys.argv) not in (3, 4):
        sys.exit(__doc__)
    try:
        main(*sys.argv[1:])
    except (Bad, OSError, ValueError, IndexError) as bad:
        print("tampered: %s" % bad)
        sys.exit(1)
