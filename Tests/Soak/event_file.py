"""Writes event files, record by record: what a trainer's writer puts on the disk, without a trainer.

Used by the soak test, the peers and the scripts of Fixtures.
"""

import struct

_TABLE = []
for _byte in range(256):
    _crc = _byte
    for _ in range(8):
        _crc = _crc >> 1 ^ (0x82F63B78 if _crc & 1 else 0)
    _TABLE.append(_crc)


def masked(data):
    """The CRC-32C of bytes as a record stores it."""
    crc = 0xFFFFFFFF
    for byte in data:
        crc = crc >> 8 ^ _TABLE[(crc ^ byte) & 0xFF]
    crc ^= 0xFFFFFFFF
    return ((crc >> 15 | crc << 17) + 0xA282EAD8) & 0xFFFFFFFF


def varint(number):
    """A number as protobuf writes it."""
    out = bytearray()
    while number > 0x7F:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    out.append(number)
    return bytes(out)


def field(number, content):
    """A protobuf field of bytes."""
    return varint(number << 3 | 2) + varint(len(content)) + content


def record(payload):
    """A payload with its length and both checksums."""
    length = struct.pack("<Q", len(payload))
    return (
        length
        + struct.pack("<I", masked(length))
        + payload
        + struct.pack("<I", masked(payload))
    )


def _event(step, wall_time):
    return b"\x09" + struct.pack("<d", wall_time) + b"\x10" + varint(step)


def version(wall_time):
    """The record that today's files begin with."""
    return record(_event(0, wall_time) + field(3, b"brain.Event:2"))


def scalars(step, wall_time, values):
    """One event with a value for each tag."""
    summary = b"".join(
        field(1, field(1, tag.encode()) + b"\x15" + struct.pack("<f", value))
        for tag, value in values.items()
    )
    return record(_event(step, wall_time) + field(5, summary))
