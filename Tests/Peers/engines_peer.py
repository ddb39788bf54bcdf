"""The recipes for Ray and Dask on the package's page give the same records as one call."""

import os
import sys

from peers import Logs, need, use_package

use_package()
import tfevents  # noqa: E402


def found(engine, folder):
    """The parts of a folder's runs, and the result of a single call."""
    paths = sorted(parent for parent, _, names in os.walk(folder) if any("tfevents" in name for name in names))
    parts = [paths[start : start + 3] for start in range(0, len(paths), 3)]
    expected = [one.record for part in parts for one in tfevents.analyze(*part)]
    assert engine(parts) == expected and len(expected) == len(paths)
    return len(expected)


def by_dask(parts):
    bag = dask_bag.from_sequence(parts)
    records = bag.map(lambda paths: [one.record for one in tfevents.analyze(*paths)])
    return sum(records.compute(scheduler="threads"), [])


def by_ray(parts):
    @ray.remote
    def judged(paths):
        return [one.record for one in tfevents.analyze(*paths)]

    return sum(ray.get([judged.remote(part) for part in parts]), [])


with Logs(runs=8) as folder:
    try:
        import dask.bag as dask_bag

        print(f"dask: {found(by_dask, folder)} records are those of one call")
    except ImportError:
        print("skipped: dask is not installed")
    ray = need("ray")
    try:
        ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False, configure_logging=False)
    except Exception as error:
        sys.exit(print(f"skipped: Ray does not start here ({error})"))
    print(f"ray: {found(by_ray, folder)} records are those of one call")
    ray.shutdown()
