#!/usr/bin/env python3
"""Checks that TensorBoard reads what `tfevents repair` writes to its end.

    python3 Tests/Peers/repair_check.py .build/release/tfevents

needs `pip install tensorboard`. Logs are written with TensorBoard's own writer, damaged in every way that
repair knows, repaired, and read with TensorBoard's own record reader and event loader.
"""

import gzip
import logging
import os
import random
import struct
import subprocess
import sys
import tempfile

from tensorboard.backend.event_processing import event_file_loader
from tensorboard.compat import tf
from tensorboard.compat.proto import event_pb2, summary_pb2
from tensorboard.compat.tensorflow_stub import errors, pywrap_tensorflow
from tensorboard.summary.writer import event_file_writer

logging.disable(logging.CRITICAL)


def write_log(folder, steps):
    """A file of scalars with a text and a histogram now and then."""
    writer = event_file_writer.EventFileWriter(folder)
    for step in range(steps):
        value = summary_pb2.Summary.Value(tag="loss", simple_value=1 / (step + 1))
        event = event_pb2.Event(wall_time=1e9 + step, step=step)
        event.summary.value.append(value)
        writer.add_event(event)
    writer.close()
    (name,) = os.listdir(folder)
    with open(os.path.join(folder, name), "rb") as file:
        return file.read()


def offsets(data):
    """Where each record begins."""
    place = 0
    while place < len(data):
        yield place
        place += 16 + struct.unpack_from("<Q", data, place)[0]


def damages(data):
    """Damaged forms of the file, each with its name and the number of records that it still
    contains.
    """
    starts = list(offsets(data))
    count = len(starts)
    middle, later = starts[count // 2], starts[count // 2 + 3]

    def flip(place):
        return data[:place] + bytes([data[place] ^ 0x10]) + data[place + 1 :]

    yield "undamaged", data, count
    yield "header", flip(middle), count - 1
    yield "header checksum", flip(middle + 9), count - 1
    yield "payload", flip(middle + 14), count - 1
    yield "payload checksum", flip(later - 1), count - 1
    yield "hole", data[:middle] + bytes(later - middle) + data[later:], count - 3
    yield "hole at the end", data + bytes(4096), count
    yield "garbage before", b"garbage" + data, count
    yield "garbage between", data[:middle] + random.Random(1).randbytes(999) + data[middle:], count
    yield "impossible length", data[:middle] + bytes.fromhex(
        "ffffffffffffffffa67b113a"
    ) + data[middle:], count
    yield "cut", data[: later + 7], count // 2 + 3
    yield "gzip", gzip.compress(data), count
    cut = gzip.compress(flip(middle + 14))
    yield "gzip, damaged inside", cut, count - 1
    # A record with good checksums that is not an event stops TensorBoard with a DecodeError.
    with tempfile.NamedTemporaryFile() as file:
        writer = event_file_writer.RecordWriter(open(file.name, "wb"))
        writer.write(b"\x00")
        writer.close()
        with open(file.name, "rb") as bad:
            yield "no event", data[:middle] + bad.read() + data[middle:], count


def read_to_end(path):
    """The number of records that TensorBoard's reader returns; raises if it stops before the end.
    """
    reader = pywrap_tensorflow.PyRecordReader_New(path)
    count = 0
    while True:
        try:
            reader.GetNext()
        except errors.OutOfRangeError:
            return count
        event_pb2.Event.FromString(reader.record())
        count += 1


def main():
    tool = os.path.abspath(sys.argv[1])
    failures = 0
    with tempfile.TemporaryDirectory() as folder:
        data = write_log(os.path.join(folder, "log"), 500)
        for name, damaged, expected in damages(data):
            source = os.path.join(folder, "in.tfevents")
            target = os.path.join(folder, "out.tfevents")
            with open(source, "wb") as file:
                file.write(damaged)
            run = subprocess.run(
                [tool, "repair", source, "-o", target], capture_output=True, text=True
            )
            try:
                assert run.returncode == 0, run.stderr
                count = read_to_end(target)
                loaded = sum(1 for _ in event_file_loader.EventFileLoader(target).Load())
                assert count == loaded == expected, f"{count} and {loaded}, not {expected}"
                print(f"ok      {name}: {count} records")
            except Exception as error:  # any way of stopping early is a failure
                failures += 1
                print(f"FAILED  {name}: {type(error).__name__} {error}\n{run.stderr}")
    sys.exit(failures > 0)


if __name__ == "__main__":
    main()
