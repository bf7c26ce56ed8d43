# Writes the hashes in cpython-tables.json: what CPython's codecs make of bytes and of characters. Encodings in which a
# TextDecoder of some version of Node differs from CPython are left out.
#   python3 cpython-tables.py > cpython-tables.json
import hashlib, json

names = (
    "ascii latin_1 cp866 cp874 koi8_r mac_roman mac_cyrillic "
    + " ".join("iso8859_%d" % part for part in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15))
    + " "
    + " ".join("cp125%d" % page for page in (0, 1, 2, 4, 6, 7, 8))
).split()


def decoded(name, sequence):
    try:
        return " ".join("%x" % ord(character) for character in sequence.decode(name))
    except UnicodeDecodeError:
        return "-"


def encoded(name, code):
    try:
        return chr(code).encode(name).hex()
    except UnicodeEncodeError:
        return "-"


def digest(lines):
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]


tables = {
    name: {
        "decode": digest(decoded(name, bytes([byte])) for byte in range(0x100)),
        "encode": digest(encoded(name, code) for code in range(0x2700)),
    }
    for name in names
}
print(json.dumps(tables, indent=2))
