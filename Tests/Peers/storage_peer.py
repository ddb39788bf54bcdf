"""tfevents.scan of s3:// gives the records of the same folder on disk, and with since= fetches what has changed.

usage: python3 Tests/Peers/storage_peer.py path/to/tfevents [RUNS]

The bucket is one of moto's server, which answers as S3 does: `pip install 'moto[server]' s3fs tensorboardX`.
"""

import logging
import os
import shutil
import sys
import time
from unittest import mock

from peers import Logs, need, use_package

need("tensorboardX")
moto, s3fs = need("moto.server", "s3fs")
use_package()
import tfevents  # noqa: E402

logging.disable(logging.WARNING)

RUNS = int(sys.argv[2]) if len(sys.argv) > 2 else 24


def bare(found):
    """Records without what tells the files on this disk from others."""
    return [{key: value for key, value in one.record.items() if key != "signature"} for one in found]


class Bucket:
    """A folder's copy in S3, and which of its files were fetched."""

    def __init__(self, endpoint, folder):
        self.options = {"key": "k", "secret": "s", "endpoint_url": endpoint}
        self.files = s3fs.S3FileSystem(**self.options)
        self.folder = folder
        self.files.mkdir("bucket")
        self.fetched = []

    def copy(self):
        """Makes the bucket hold what the folder does; its list is asked for anew."""
        held = set(self.files.find("bucket/runs"))
        local = {os.path.join("bucket/runs", os.path.relpath(os.path.join(parent, name), self.folder))
                 for parent, _, names in os.walk(self.folder) for name in names}
        for path in held - local:
            self.files.rm_file(path)
        for path in local:
            source = os.path.join(self.folder, os.path.relpath(path, "bucket/runs"))
            if path not in held or self.files.size(path) != os.path.getsize(source):
                self.files.put_file(source, path)
        self.files.invalidate_cache()

    def scan(self, **options):
        get_file = self.files.get_file

        def noted(source, target, **more):
            self.fetched.append(source)
            return get_file(source, target, **more)

        self.fetched = []
        # The same options give the same object, to the package, too.
        with mock.patch.object(self.files, "get_file", noted):
            return tfevents.scan("s3://bucket/runs", storage_options=self.options, **options)


def main():
    # The address of no machine: a server for this process alone.
    server = moto.ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    try:
        with Logs(runs=RUNS) as folder:
            with open(os.path.join(folder, "exp0", "weights.bin"), "wb") as file:
                file.write(bytes(5_000_000))
            bucket = Bucket("http://127.0.0.1:%d" % server.get_host_and_port()[1], folder)
            bucket.copy()
            begun = time.perf_counter()
            first = bucket.scan()
            took = time.perf_counter() - begun
            assert bare(first) == bare(tfevents.scan(folder))
            assert len(bucket.fetched) == len(first) and all("tfevents" in path for path in bucket.fetched)

            again = bucket.scan(since=first)
            assert again == first and bucket.fetched == [], bucket.fetched

            shutil.copytree(os.path.join(folder, "exp0", "seed0"), os.path.join(folder, "exp0", "seed9"))
            shutil.rmtree(os.path.join(folder, "exp1", "seed0"))
            name = os.listdir(os.path.join(folder, "exp1", "seed1"))[0]
            with open(os.path.join(folder, "exp1", "seed1", name), "r+b") as file:
                file.truncate(2_000)
            bucket.copy()
            third = bucket.scan(since=again)
            assert bare(third) == bare(tfevents.scan(folder))
            runs = {os.path.dirname(path).split("runs/", 1)[1] for path in bucket.fetched}
            assert runs == {"exp0/seed9", "exp1/seed1"}, runs
    finally:
        server.stop()
    print(f"s3: {len(first)} records as on disk, {took:.1f} s; later scans fetch what has changed, {len(runs)} files of {len(third)}")


main()
