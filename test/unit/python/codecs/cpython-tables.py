# Writes the hashes in cpython-tables.json: what CPython's codecs make of bytes and of characters.
#   python3 cpython-tables.py > cpython-tables.json
import codecs, hashlib, json

several = "cp932 shift_jis euc_jp gbk gb18030 cp950 big5 cp949 euc_kr".split()
single = (
    "ascii latin_1 cp437 cp850 cp852 cp866 koi8_r koi8_u mac_roman "
    + " ".join("iso8859_%d" % part for part in range(2, 17) if part != 12)
    + " "
    + " ".join("cp125%d" % page for page in range(9))
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


def sequences(name):
    yield from (bytes([byte]) for byte in range(0x100))
    if name in several:
        yield from (bytes([first, second]) for first in range(0x80, 0x100) for second in range(0x100))
    if name == "euc_jp":
        yield from (bytes([0x8F, second, third]) for second in range(0xA1, 0xFF) for third in range(0xA1, 0xFF))


tables = {
    name: {
        "decode": digest(decoded(name, sequence) for sequence in sequences(name)),
        "encode": digest(encoded(name, code) for code in range(0x10000 if name in several else 0x2700)),
    }
    for name in single + several
}
print(json.dumps(tables, indent=2))
