"""Reads a log directory: peer_reader.py accumulator|tbparse|rustboard PATH [PORT].

Runs under the Python that has these peers. Prints `points=… sum=… seconds=…`, of reading only.
"""

import os
import sys
import time


def with_accumulator(path):
    from tensorboard.backend.event_processing import event_accumulator as module
    from tensorboard.util import tensor_util

    points, total = 0, 0.0
    for folder, _, files in os.walk(path):
        if not any("tfevents" in name for name in files):
            continue
        guidance = {module.SCALARS: 0, module.TENSORS: 0, module.IMAGES: 1}
        accumulator = module.EventAccumulator(folder, size_guidance=guidance)
        accumulator.Reload()
        tags = accumulator.Tags()
        for tag in tags["scalars"]:
            values = [event.value for event in accumulator.Scalars(tag)]
            points, total = points + len(values), total + sum(values)
        for tag in tags["tensors"]:
            arrays = (tensor_util.make_ndarray(e.tensor_proto) for e in accumulator.Tensors(tag))
            values = [float(array) for array in arrays if array.dtype.kind == "f"]
            points, total = points + len(values), total + sum(values)
    return points, total


def with_tbparse(path):
    from tbparse import SummaryReader

    reader = SummaryReader(path, event_types={"scalars", "tensors"})
    frames = [frame for frame in (reader.scalars, reader.tensors) if len(frame)]
    return sum(len(frame) for frame in frames), float(sum(f["value"].sum() for f in frames))


def with_rustboard(path, port):
    import grpc
    from tensorboard import context
    from tensorboard.data import grpc_provider

    options = [("grpc.max_receive_message_length", 1 << 30)]
    address = f"localhost:{port}"
    stub = grpc_provider.make_stub(grpc.insecure_channel(address, options))
    provider = grpc_provider.GrpcDataProvider(address, stub)
    series = provider.read_scalars(
        context.RequestContext(), experiment_id="", plugin_name="scalars", downsample=1 << 30)
    values = [point.value for tags in series.values() for tag in tags.values() for point in tag]
    return len(values), sum(values)


def main():
    kind, path = sys.argv[1:3]
    start = time.perf_counter()
    if kind == "accumulator":
        points, total = with_accumulator(path)
    elif kind == "tbparse":
        points, total = with_tbparse(path)
    else:
        points, total = with_rustboard(path, sys.argv[3])
    print(f"points={points} sum={float(total)!r} seconds={time.perf_counter() - start:.3f}")


if __name__ == "__main__":
    main()
