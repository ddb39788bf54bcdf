#!/usr/bin/env python3
"""Packs folders of logs with GNU tar, Python and zip, and compares the records of the archives with the folders'.

    python3 Tests/Peers/archives_peer.py .build/release/tfevents [FOLDER...]
"""
import io, json, os, pathlib, shutil, subprocess, sys, tarfile, tempfile, zipfile

TOOL = sys.argv[1]
FOLDERS = sys.argv[2:] or [str(pathlib.Path(__file__).parent / "../../Fixtures" / name) for name in ("runs", "other-logs")]
ZIP_LIST = "path", "signature"  # zip keeps no fractions of seconds, and times of no zone


def records(command, *words, stdin=None):
    ran = subprocess.run([TOOL, command, *words, "-f", "jsonl"], stdin=stdin, capture_output=True)
    return ran.returncode, [json.loads(line) for line in ran.stdout.splitlines()], ran.stderr.decode()


def plain(record, left_out):
    return json.dumps({key: value for key, value in record.items() if key not in left_out})


def archives(folder, work):
    """Writes an archive of each kind; yields its path and the keys that it cannot preserve."""
    for form in ("ustar", "pax", "gnu"):
        path = work / f"{form}.tar"
        subprocess.run(["tar", "-C", folder, f"--format={form}", "-cf", path, "."], check=True)
        yield path, ()
    subprocess.run(["tar", "-C", folder, "-S", "-czf", work / "sparse.tgz", "top"], check=True)
    yield work / "sparse.tgz", ()
    for name, mode in (("python.tar", "w"), ("python.tar.gz", "w:gz")):
        with tarfile.open(work / name, mode) as archive:
            archive.add(folder / "top", "top")
        yield work / name, ()
    for name, method in (("stored.zip", zipfile.ZIP_STORED), ("deflated.zip", zipfile.ZIP_DEFLATED)):
        with zipfile.ZipFile(work / name, "w", method) as archive:
            for path in sorted(folder.rglob("*")):
                archive.write(path, path.relative_to(folder))
        yield work / name, ZIP_LIST
    with open(work / "stream.zip", "wb") as file:

        class Stream(io.RawIOBase):
            def writable(self):
                return True

            def write(self, data):
                return file.write(data)

        with zipfile.ZipFile(Stream(), "w", zipfile.ZIP_DEFLATED) as archive:
            for path in sorted(folder.rglob("*")):
                archive.write(path, path.relative_to(folder))
    yield work / "stream.zip", ZIP_LIST
    if shutil.which("zip"):
        subprocess.run(["zip", "-qr", work / "zip.zip", "top"], cwd=folder, check=True)
        yield work / "zip.zip", ZIP_LIST
        subprocess.run(["zip", "-qr0y", work / "zip0.zip", "top"], cwd=folder, check=True)
        yield work / "zip0.zip", ZIP_LIST
        (work / "program.zip").write_bytes(b"#!/bin/sh\nexit 1\n" + (work / "zip.zip").read_bytes())
        yield work / "program.zip", ZIP_LIST
    else:
        print("skipped: zip is not installed")


def check(source, work):
    folder = work / "folder"
    shutil.copytree(source, folder / "top")
    for path in folder.rglob("*"):
        whole = int(path.stat().st_mtime) & ~1
        os.utime(path, (whole, whole))
    failed = count = 0
    expected = {command: records(command, str(folder)) for command in ("scan", "analyze")}
    for path, left_out in archives(folder, work):
        for command in expected:
            ways = [records(command, str(path))]
            if path.suffix != ".zip":
                with open(path, "rb") as stream:
                    ways.append(records(command, "--tar", "-", stdin=stream))
            for status, got, errors in ways:
                count += 1
                right = [plain(record, ("path", *left_out)) for record in expected[command][1]]
                if (status, [plain(record, ("path", *left_out)) for record in got]) != (expected[command][0], right):
                    failed += 1
                    print(f"{command} {path.name}: {len(got)} of {len(right)} records, status {status}: {errors[:300]}")
    print(f"{source}: {count - failed} of {count} as the folder ({len(right)} runs)")
    return failed


failed = 0
for source in FOLDERS:
    with tempfile.TemporaryDirectory() as work:
        failed += check(source, pathlib.Path(work))
sys.exit(failed > 0)
