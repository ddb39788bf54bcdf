"""TensorBoard's loader and `export --overlap tensorboard` keep the same points, bit for bit.

    loader_peer.py path/to/tfevents [DIRECTORIES | FIRST:END] [FOLDER]...

Generates directories by a fixed seed (all types, restarts, several files, damaged tails, gzip) and compares every series,
then each directory with event files below the folders given. A difference without a reason in `REASONS` ends it with 1.
"""

import collections
import gzip
import io
import logging
import os
import random
import struct
import sys
import tempfile

from peers import need, tfevents

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "Soak"))
need("tensorboard", "pyarrow", "numpy")
import numpy  # noqa: E402
import pyarrow.ipc  # noqa: E402
from event_file import field, record, varint  # noqa: E402
from tensorboard.backend.event_processing import event_accumulator  # noqa: E402
from tensorboard.backend.event_processing import plugin_event_accumulator  # noqa: E402
from google.protobuf.message import DecodeError  # noqa: E402
from tensorboard.compat.proto import event_pb2  # noqa: E402
from tensorboard.compat.proto import summary_pb2  # noqa: E402
from tensorboard.compat.proto import types_pb2  # noqa: E402
from tensorboard.util import tensor_util  # noqa: E402

logging.disable(logging.CRITICAL)

REASONS = {
    "gzip": "TensorBoard reads no compressed file",
    "damage": "TensorBoard ends a file at its first damaged record; tfevents reads on behind it",
    "refused": "TensorBoard converts no uint32, uint64 and bfloat16",
    "copy": "tfevents reads a file and its copy once",
    "malformed": "TensorBoard's protobuf refuses a directory with an event that it cannot parse; tfevents reads on behind it",
    "late": "TensorBoard takes what a tag is from its first value alone; tfevents takes it from whichever value says it",
    "text": "TensorBoard turns texts that read as numbers into numbers",
}

# dtype number, field number and how a value becomes that field's bytes; None is tensor_content.
_F32, _F64 = struct.Struct("<f"), struct.Struct("<d")


def _half(value):
    return int.from_bytes(numpy.float16(value).tobytes(), "little")


def _bfloat(value):
    return int.from_bytes(_F32.pack(value)[2:], "little")


def _signed(number):
    return varint(number & 0xFFFFFFFFFFFFFFFF)


TYPES = {
    "float32": (1, lambda v: field(5, _F32.pack(v))),
    "float32 single": (1, lambda v: b"\x2d" + _F32.pack(v)),
    "float32 content": (1, lambda v: field(4, _F32.pack(v))),
    "float64": (2, lambda v: field(6, _F64.pack(v))),
    "float64 content": (2, lambda v: field(4, _F64.pack(v))),
    "int32": (3, lambda v: field(7, _signed(_whole(v, 31)))),
    "uint8": (4, lambda v: field(7, _signed(abs(_whole(v, 7))))),
    "int16": (5, lambda v: field(7, _signed(_whole(v, 15)))),
    "int8": (6, lambda v: field(7, _signed(_whole(v, 7)))),
    "int64": (9, lambda v: field(10, _signed(_whole(v, 52)))),
    "int64 content": (9, lambda v: field(4, struct.pack("<q", _whole(v, 52)))),
    "bool": (10, lambda v: field(11, varint(1 if _whole(v, 7) & 1 else 0))),
    "bfloat16": (14, lambda v: field(13, varint(_bfloat(v)))),
    "uint16": (17, lambda v: field(7, _signed(abs(_whole(v, 15))))),
    "float16": (19, lambda v: field(13, varint(_half(v)))),
    "float16 content": (19, lambda v: field(4, struct.pack("<H", _half(v)))),
    "uint32": (22, lambda v: field(16, varint(abs(_whole(v, 31))))),
    "uint64": (23, lambda v: field(17, varint(abs(_whole(v, 52))))),
}


def _whole(value, bits):
    if value != value or value in (float("inf"), float("-inf")):
        return 0
    return int(value * 1000) % (1 << bits) - (1 << bits - 1)


def event(step, wall_time, content):
    head = b"\x09" + _F64.pack(wall_time)
    return record(head + b"\x10" + _signed(step) + content)


def metadata(plugin, data_class=0):
    content = field(1, field(1, plugin.encode()))
    return field(9, content + (b"\x20" + varint(data_class) if data_class else b""))


def tensor(kind, value):
    number, content = TYPES[kind]
    return field(8, b"\x08" + varint(number) + field(2, b"") + content(value))


class Series:
    """A tag and how its values are written."""

    def __init__(self, chance, tag):
        self.tag = tag.encode()
        self.kind = chance.choice(["simple"] * 6 + list(TYPES))
        self.says = chance.choice(["always", "first", "first file", "class", "simple elsewhere"])
        self.said = False

    def value(self, chance, number, file):
        if self.kind == "simple":
            return field(1, field(1, self.tag) + b"\x15" + _F32.pack(number))
        content = field(1, self.tag) + tensor(self.kind, number)
        isFirst, self.said = not self.said, True
        if self.says == "always":
            content += metadata("scalars")
        elif self.says == "class":
            content += metadata("mine", 1)
        elif self.says in ("first", "simple elsewhere") and isFirst or file == 0 and isFirst:
            content += metadata("scalars")
        return field(1, content)


def number(chance):
    pick = chance.random()
    if pick < 0.03:
        return chance.choice([float("nan"), float("inf"), float("-inf"), -0.0, 0.0, 1e-45, 3e38])
    return chance.gauss(0, 1) * 10 ** chance.choice([0, 0, 0, -3, 4])


def steps(chance, kind, start, count):
    """The steps of one file."""
    step = start
    for place in range(count):
        yield step
        if kind == "equal" and chance.random() < 0.4:
            continue
        if kind == "back" and chance.random() < 0.1:
            step = max(0, step - chance.randrange(1, 30))
            continue
        step += chance.choice([1, 1, 10])


def narrow(value):
    """A number that every narrow type and float32 can hold."""
    if value == value and abs(value) != float("inf") and abs(value) > 6e4:
        return 6e4
    return value


def directory(folder, chance):
    """Writes a directory; returns the reasons why the readers may differ."""
    os.makedirs(folder)
    reasons = set()
    series = [Series(chance, tag) for tag in chance.sample(["loss", "eval/loss", "a/b", "acc", "µ", "lr"], 3)]
    version = chance.choice([2, 2, 2, 1, None])
    files = chance.choice([1, 1, 2, 2, 3, 4])
    kind = chance.choice(["plain", "plain", "equal", "back"])
    start, clock = 0, 1_700_000_000.0 + chance.randrange(10_000_000)
    for place in range(files):
        parts = []
        if version is not None:
            parts.append(event(0, clock, field(3, b"brain.Event:%d" % version)))
        if chance.random() < 0.3:
            parts.append(event(start, clock, field(7, b"\x08\x01")))
        for one in series:
            one.said = one.said and one.says == "first file"
        for step in steps(chance, kind, start, chance.choice([0, 3, 12, 40])):
            clock += chance.choice([0, 0.25, 1, 7.5])
            if chance.random() < 0.02:
                clock -= 3
            time = clock if chance.random() > 0.005 else chance.choice([float("nan"), float("inf"), 0.0])
            chosen = [one for one in series if chance.random() < 0.7]
            content = b"".join(one.value(chance, narrow(number(chance)), place) for one in chosen)
            if chosen:
                parts.append(event(step, time, field(5, content)))
            if chance.random() < 0.02:
                parts.append(event(step, clock, field(7, b"\x08" + varint(chance.choice([1, 2, 3])))))
        start = max(0, start + chance.choice([-20, 0, 1, 30]))
        name = os.path.join(folder, "events.out.tfevents.%d.host" % (1_700_000_000 + place))
        data = b"".join(parts)
        fault = chance.random()
        if fault < 0.08 and data:
            data = data[:-chance.randrange(1, min(40, len(data)))]
        elif fault < 0.11 and len(parts) > 4:
            middle = len(b"".join(parts[:3])) + chance.randrange(len(parts[3]))
            data = data[:middle] + bytes([data[middle] ^ 0x55]) + data[middle + 1:]
            reasons.add("damage")
        elif fault < 0.14:
            data = gzip.compress(data, mtime=0)
            reasons.add("gzip")
        with open(name, "wb") as file:
            file.write(data)
    return reasons


def item(proto):
    return float(tensor_util.make_ndarray(proto).item())


def board(path):
    """The points that TensorBoard shows of a directory: each scalar tag, from its plugin loader."""
    loader = plugin_event_accumulator.EventAccumulator(
        path, size_guidance={plugin_event_accumulator.TENSORS: 0}, tensor_size_guidance={"scalars": 0})
    loader.Reload()
    found = {}
    for tag, known in loader.AllSummaryMetadata().items():
        if known.data_class != summary_pb2.DATA_CLASS_SCALAR:
            continue
        try:
            events = loader.Tensors(tag)
        except KeyError:
            continue
        try:
            found[tag] = [(e.step, e.wall_time, item(e.tensor_proto)) for e in events]
        except (TypeError, ValueError) as error:
            # A type that it does not convert to NumPy; the other possibilities are in the tally.
            unsupported = any(words in str(error) for words in ("Unsupported tensor type", "invalid data-type"))
            found[tag] = "refused" if unsupported else str(error)[:60]
    return {tag: points for tag, points in found.items() if points}


def legacy(path):
    """The same from `event_accumulator`, which most scripts use: only simple values."""
    loader = event_accumulator.EventAccumulator(path, size_guidance={"scalars": 0, "tensors": 0})
    loader.Reload()
    return {tag: [(e.step, e.wall_time, e.value) for e in loader.Scalars(tag)] for tag in loader.Tags()["scalars"]}


def ours(path):
    """The points that tfevents exports for the directories below a path: by run, then tag."""
    data = tfevents("export", path, "--overlap", "tensorboard", "-f", "arrow", "-j", "2", text=False, status=None)
    found = collections.defaultdict(lambda: collections.defaultdict(list))
    if not data:
        return found
    table = pyarrow.ipc.open_stream(io.BytesIO(data)).read_all()
    columns = [table.column(name).to_pylist() for name in ("run", "tag", "step")]
    numbers = [table.column(name).to_numpy() for name in ("wall_time", "value")]
    for run, tag, step, time, value in zip(*columns, *numbers):
        found[run][tag].append((step, float(time), float(value)))
    return found


def bits(points):
    """Points to the last bit; all NaN are equal, and a NaN time counts as missing."""
    def pattern(value):
        return "nan" if value != value else struct.pack("<d", value)
    return [(step, pattern(time) if abs(time) < float("inf") else "none", pattern(value)) for step, time, value in points]


def compare(path, points, reasons, tally):
    """Compares one directory; returns what differs without a reason."""
    try:
        theirs = board(path)
    except Exception as error:
        tally["refused"] += 1
        return [] if reasons or not points else ["refused: %s" % str(error)[:120]]
    unexplained = []
    for tag in sorted(set(theirs) | set(points)):
        tally["series"] += 1
        if isinstance(theirs.get(tag), str):
            tally["differs: " + theirs[tag]] += 1
            continue
        tally["points"] += len(theirs.get(tag, []))
        if bits(theirs.get(tag, [])) == bits(points.get(tag, [])):
            tally["equal"] += 1
        elif reasons:
            tally["differs: " + "+".join(sorted(reasons))] += 1
        else:
            unexplained.append("%s: %d points here, %d there" % (tag, len(points.get(tag, [])), len(theirs.get(tag, []))))
    if not reasons:
        for tag, values in legacy(path).items():
            if tag in theirs and len(values) == len(theirs[tag]):
                if bits(values) != bits(theirs[tag]):
                    tally["series on which its two loaders differ"] += 1
                    continue
                tally["legacy series"] += 1
                if bits(values) != bits(points.get(tag, [])):
                    unexplained.append("%s: not what event_accumulator has" % tag)
    return unexplained


def generated(places, tally):
    failures = []
    with tempfile.TemporaryDirectory() as root:
        reasons = {}
        for place in places:
            name = "run-%04d" % place
            reasons[name] = directory(os.path.join(root, name), random.Random(7919 * place + 1))
        found = ours(root)
        for name, why in reasons.items():
            tally["directories"] += 1
            for line in compare(os.path.join(root, name), found.get(name, {}), why, tally):
                failures.append("%s: %s" % (name, line))
    return failures


def has_events(path):
    return any("tfevents" in name for name in os.listdir(path))


def given(folder, tally):
    """Compares each directory with event files below a folder."""
    failures = []
    for path, folders, names in sorted(os.walk(folder)):
        if not any("tfevents" in name and not name.startswith("._") for name in names):
            continue
        tally["directories"] += 1
        with tempfile.TemporaryDirectory() as alone:
            # Links only to the files: no folder below is another run, and no sibling a part of this
            # one.
            run = os.path.join(alone, "run")
            os.mkdir(run)
            for name in names:
                os.symlink(os.path.join(path, name), os.path.join(run, name))
            reasons = explanations(run)
            for line in compare(run, ours(run).get("run", {}), set(), tally):
                why = reasons.get(line.partition(":")[0]) or reasons.get("")
                if why:
                    tally["differs: " + why] += 1
                else:
                    failures.append("%s: %s" % (path, line))
    return failures


def explanations(run):
    """Why a directory may be read otherwise: by tag, and under the empty name for all of it."""
    reasons, seen = {}, set()
    for name in sorted(os.listdir(run)):
        with open(os.path.join(run, name), "rb") as file:
            data = file.read()
        if data[:2] == b"\x1f\x8b" or data[:1] == b"\x78" and int.from_bytes(data[:2], "big") % 31 == 0:
            reasons[""] = "gzip"
        if data in seen and data:
            reasons[""] = "copy"
        seen.add(data)
        described = set()
        for payload in payloads(data):
            event = event_pb2.Event()
            try:
                event.ParseFromString(payload)
            except DecodeError:
                reasons["refused"] = "malformed"
                continue
            for value in event.summary.value:
                if value.tensor.dtype == types_pb2.DT_STRING:
                    reasons.setdefault(value.tag, "text")
                is_first = value.tag not in described
                described.add(value.tag)
                if value.metadata.plugin_data.plugin_name and not is_first:
                    reasons.setdefault(value.tag, "late")
    return reasons


def payloads(data):
    """The payloads of a file's records, up to the first that is cut."""
    place = 0
    while place + 12 <= len(data):
        length = int.from_bytes(data[place:place + 8], "little")
        if place + 16 + length > len(data):
            return
        yield data[place + 12:place + 12 + length]
        place += 16 + length


def main():
    first, _, end = (sys.argv[2] if len(sys.argv) > 2 else "200").rpartition(":")
    tally = collections.Counter()
    failures = generated(range(int(first or 0), int(end)), tally)
    for folder in sys.argv[3:]:
        failures += given(folder, tally)
    for line in failures[:200]:
        print(line)
    print("TensorBoard's loader: " + ", ".join("%s %d" % pair for pair in sorted(tally.items())))
    for reason, why in REASONS.items():
        if any(reason in key for key in tally):
            print("%s: %s" % (reason, why))
    print("%d differences without a reason" % len(failures))
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
