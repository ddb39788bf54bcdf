#!/usr/bin/env python3
"""Writes the inputs that fuzzing begins from into the folders beside this script.

What the bytes mean: Tests/Fuzz/Checks. Inputs named crash-* or slow-* were found by fuzzing and are kept.
"""
import gzip, io, pathlib, struct, sys, tarfile, zipfile, zlib

here = pathlib.Path(__file__).parent
sys.path.insert(0, str(here / "../../Tests/Soak"))

from event_file import record  # noqa: E402


def scalar(step, tag=b"loss", value=1.0):
    inner = b"\x0a" + bytes([len(tag)]) + tag + b"\x15" + struct.pack("<f", value)
    summary = b"\x0a" + bytes([len(inner)]) + inner
    return b"\x09" + struct.pack("<d", 1e9 + step) + b"\x10" + bytes([step]) + b"\x2a" + bytes([len(summary)]) + summary


def seed(folder, name, data):
    (here / folder).mkdir(exist_ok=True)
    (here / folder / name).write_bytes(data)


version = record(b"\x09" + struct.pack("<d", 1e9) + b"\x1a\x0dbrain.Event:2")
good = version + b"".join(record(scalar(step)) for step in range(1, 4))
seed("framer", "good", b"\x00" + good)
seed("framer", "hole", b"\x00" + good + bytes(64) + good)
seed("framer", "flipped-header", b"\x00" + good[:50] + bytes([good[50] ^ 1]) + good[51:])
seed("framer", "text", b"\x00this is no event file at all, only a line of text\n")
# Operations: scalars, a record of bytes, zeros, a claim, a flip, a cut, a record in a record.
seed("framer", "operations", bytes([1, 1, 1, 1, 2, 0, 3, 8, 3, 1, 2, 40, 1, 3, 4, 4, 0, 200, 5, 0, 30, 1, 4, 7, 5, 6, 9, 1, 6]))
seed("framer", "claims", bytes([1, 1, 1, 4, 63, 0, 1, 1, 2, 4, 20, 1, 0, 1, 3, 4, 0, 0, 40]) + bytes([1, 4]) * 8)

for level in (0, 1, 9):
    compress = zlib.compressobj(level, zlib.DEFLATED, -15)
    seed("inflater", f"deflate-{level}", compress.compress(good) + compress.flush())
packed = gzip.compress(good, mtime=0)
seed("inflater", "gzip", packed)
seed("inflater", "two-members", gzip.compress(good[:70], mtime=0) + gzip.compress(good[70:], mtime=0) + bytes(16))
seed("inflater", "cut", packed[: len(packed) // 2])
seed("inflater", "bad-size", packed[:-1] + b"\x07")
seed("inflater", "zlib", zlib.compress(good) + b"trailing")
seed("inflater", "nested", gzip.compress(packed, mtime=0))
seed("inflater", "zeros", zlib.compress(bytes(100_000)))

seed("decoder", "scalars", b"".join(bytes([1, n]) + bytes([0, 0, 0, 0, n, 63, 128, 0, n]) for n in range(6)))
seed("decoder", "tensors", b"".join(bytes([2, n]) + bytes([0, 1, 2, 3, n, 63, 128, 0, n]) for n in range(6)))
seed("decoder", "doubles", b"".join(bytes([3, n]) + bytes([0, 1, 2, 3, n, 63, 128, 0, n]) for n in range(6)))
seed("decoder", "near-misses", bytes([1, 8]) + bytes(9) + b"".join(bytes([4, 0, n, n * 3]) for n in range(9, 40)))
seed("decoder", "two-values", b"".join(bytes([7, n]) + bytes(9) + bytes([6, 0]) for n in range(4)))
seed("decoder", "raw", b"".join(bytes([0, len(p)]) + p for p in (scalar(1), scalar(2), scalar(2, b"x" * 40), b"\x0b\x0c")))


def tar(form, **options):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=form, **options) as archive:
        for name, data in (("a/events.out.tfevents.1", good), ("é" * 60, b"text"), ("b", b"")):
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
        for kind, name, target in ((tarfile.LNKTYPE, "hard", "b"), (tarfile.SYMTYPE, "soft", "a"), (tarfile.DIRTYPE, "d", "")):
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, target
            archive.addfile(info)
    return out.getvalue()[:4096]


def sparse(records):
    def one(key, value):
        rest = f" {key}={value}\n"
        return f"{len(rest) + 2}{rest}".encode()

    notes = b"".join(one(*record) for record in records)
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        for name, kind, data in (("x", b"x", notes), ("s", b"0", b"headtail")):
            info = tarfile.TarInfo(name)
            info.type, info.size = kind, len(data)
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()[:3072]


def zipped(method, streams):
    class Stream(io.BytesIO):
        def tell(self):
            raise OSError("no place in a stream")

    out = Stream() if streams else io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in (("a/events.out.tfevents.1", good), ("d/", b""), ("b", bytes(3000))):
            archive.writestr(zipfile.ZipInfo(name), data, method)
    return out.getvalue()


for name, form in (("gnu", tarfile.GNU_FORMAT), ("pax", tarfile.PAX_FORMAT)):
    seed("archive", name, tar(form))
seed("archive", "tgz", gzip.compress(tar(tarfile.GNU_FORMAT), mtime=0))
seed("archive", "sparse", sparse([("GNU.sparse.name", "s"), ("GNU.sparse.size", 2004), ("GNU.sparse.map", "0,4,2000,4")]))
seed("archive", "sparse-lines", sparse([("GNU.sparse.major", 1), ("GNU.sparse.minor", 0), ("GNU.sparse.realsize", 9)]))
seed("archive", "zip-stored", zipped(zipfile.ZIP_STORED, False))
seed("archive", "zip", zipped(zipfile.ZIP_DEFLATED, False))
seed("archive", "zip-stream", zipped(zipfile.ZIP_DEFLATED, True))

# Logs of blocks: steps with texts that fill blocks, then damage; see BlockLogCheck.
steps = b"".join(bytes([n % 3, 120, 0, n]) for n in range(12))
seed("blocks", "steps", b"\x02" + steps)
seed("blocks", "flipped", b"\x02" + steps + bytes([3, 9, 0, 90]))
seed("blocks", "hole", b"\x02" + steps + bytes([6, 200, 1, 0]))
seed("blocks", "cut", b"\x02" + steps + bytes([5, 77, 0, 0]))
seed("blocks", "changed", b"\x02" + steps + bytes([4, 1, 0, 200, 11, 5, 1, 9]))
seed("blocks", "record", b"\x01\x08\x02\x12\x13\x0a\x11\x12\x04loss\x82\x01\x08{\"a\": 1}")
seed("blocks", "raw", b"\x00" + bytes(range(40)))

# The first byte chooses the command, with its logger or the form of its answer.
table = b"step,loss,val_loss,lr\n" + b"".join(b"%d,%.2f,%.2f,1e-3\n" % (n, 2 - n / 9, 2.1 - n / 9) for n in range(9))
seed("table", "csv", b"\x00" + table)
seed("table", "export", b"\x06" + table)
seed("table", "quotes", b"\x00\xef\xbb\xbfstep , loss,note\r\n1, 0.5,\"5\"\" screen\"\r\n2,0.4,5\" screen\r\n\"3\",nan,\"open\n")
seed("table", "epochs", b"\x03epoch,accuracy,loss\n0,0.5,1e400\n0.5,-0,inf\n1e19,0.1,-nan\n")
seed("table", "yolo", b"\x01epoch, train/box_loss, metrics/mAP50(B)\n 1, 2.5, 0.1\n 2, 1.5, 0.2\n")
seed("table", "points", b"\x05tag,step,wall_time,value,run\nloss,1,1790000000.5,0.25,a\nloss,9007199254740993,,nan,b\n")
seed("table", "ray", b"\x04training_iteration,timestamp,loss\n1,1790000000,0.5\n2,1790000001,0.25\n")
entries = b",".join(b'{"epoch":%d.5,"loss":%d.25,"learning_rate":1e-5,"step":%d}' % (n, 9 - n, n) for n in range(6))
seed("state", "hf", b'\x00{"max_steps":9,"log_history":[' + entries + b',{"eval_loss":0.5,"step":5,"epoch":1e19}]}')
seed("state", "wide", b'\x05{"log_history":[' + entries + b"]}")
seed("state", "console", b"\x04epoch 1 loss: 0.5 lr=1e-3\r\nepoch 2 loss: 0.25 lr=1e-3\n[3/9] loss 1e400, acc 90%\n")
seed("state", "cut", b'\x00{"log_history":[' + entries[:90])
seed("state", "llamafactory", b'\x01{"current_steps": 1, "total_steps": 9, "loss": 0.5}\n{"current_steps": 2, "loss": 0.25}\n')
seed("state", "mmengine", b'\x02{"lr": 0.1, "loss": 2.0, "epoch": 1, "step": 1}\n{"coco/bbox_mAP": 0.1, "step": 1}\n')
seed("state", "ray", b'\x03{"training_iteration": 1, "timestamp": 1790000000, "info": {"a": {"b": [1, null, "\\ud800"]}}}\n')
seed("state", "nested", b"\x00" + b'{"log_history":' + b"[" * 300 + b"]" * 300 + b"}")
tags = b'"tags":{"loss":{"last":0.5,"min":0.25,"max":2}},"hyperparameters":{"lr":"0.1"}'
record_line = (b'{"schema":2,"run":"a1","path":"a/1","verdict":"converged","confidence":"high","metric":"loss","direction":"min",'
               b'"best":0.25,"best_step":10,"last":0.5,"last_step":20,"points":20,"flags":["spikes"],' + tags + b"}\n")
for place, form in enumerate(("jsonl", "csv", "md", "table", "prom", "github")):
    seed("record", form, bytes([place]) + record_line + record_line.replace(b"a1", b"a2").replace(b"0.25", b"1e308"))
for place, use in ((6, "groups"), (7, "earlier")):
    seed("record", use, bytes([place]) + record_line + record_line.replace(b"a1", b"a2"))
seed("record", "types", b"\x00" + record_line.replace(b"0.25", b'"x"').replace(b"20", b"1e30").replace(b'["spikes"]', b"{}"))
seed("record", "schema", b"\x00" + record_line.replace(b'"schema":2', b'"schema":1') + b'{"group":"a","runs":2}\n{"shard":0,"of":2}\n')
for name, text in {
    "compare": 'best < 0.5 and last_step >= 10', "words": 'verdict = diverged or not (flags ~ "spikes")',
    "tag": 'min(loss) < 0.5 && max("a b") > 1e400', "names": "loss,lr,best", "text": "run = \"a\\\"b\" || x != 'y'",
    "deep": "not " * 50 + "(" * 50 + "a=1" + ")" * 50,
}.items():
    seed("condition", name, (b"\x01" if name == "names" else b"\x00") + text.encode())
