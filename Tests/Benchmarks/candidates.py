"""Which programs are measured on which log."""

from stopwatch import run_rustboard, run_timed

OURS = {
    "simple": ["points kept", "tags -j 1", "tags -j 2", "analyze -j 1", "analyze -j 2",
               "export -j 1", "export -j 2", "verify -j 1"],
    "tensors": ["points kept", "tags -j 1", "analyze -j 1", "export -j 1"],
    "shuffled": ["points kept", "tags -j 1", "analyze -j 1"],
    "images": ["tags -j 1", "tags -j 1 --no-verify-payloads"],
    "runs": ["points kept", "tags -j 1", "tags -j 2", "analyze -j 1", "analyze -j 2", "export -j 2"],
}


class Candidates:
    """Everything that is measured, by log and name; a call gives a measurement."""

    def __init__(self, tools, peers, logs, samples):
        self.tools = tools
        self.entries = {}
        for kind, log in logs.items():
            self._add_passes(kind, log)
            for name in OURS[kind]:
                self._add(kind, name, self._ours(name, log))
            if peers.server and kind != "shuffled":
                self._add_rustboard(kind, log, peers.server)
        for name in ["tags -j 1", "analyze -j 1", "export -j 1", "verify -j 1"]:
            self._add("sample", name, self._ours(name, samples["simple"]))
        path = samples["simple"].path
        if peers.has_tensorboard:
            self._add("sample", "EventAccumulator", peers.command("accumulator", path))
        if peers.has_tbparse:
            self._add("sample", "tbparse", peers.command("tbparse", path))
        self._add("start", "--version", [tools.tfevents, "--version"])

    def _add_passes(self, kind, log):
        if kind == "simple":
            self._add(kind, "cat", ["cat", *log.files()])
        self._add(kind, "read only", [self.tools.passes, "read", log.path])
        self._add(kind, "checksums and frames", [self.tools.passes, "frame", log.path])

    def _ours(self, name, log):
        if name == "points kept":
            return [self.tools.points, "keep", *log.files()]
        command, *options = name.split()
        return [self.tools.tfevents, command, log.path, *options]

    def _add(self, kind, name, command):
        self.entries[kind, name] = lambda: run_timed(self.tools.passes, command)

    def _add_rustboard(self, kind, log, server):
        for name, checksum in [("RustBoard", False), ("RustBoard --checksum", True)]:
            self.entries[kind, name] = (
                lambda checksum=checksum: run_rustboard(server, log.path, checksum))

    def measure(self, rounds):
        """Runs all candidates one after another, in several rounds; lists of measurements.

        Quick ones of a log take turns several times in a round. Otherwise a short disturbance of
        the machine would make one of them look slow, and a ratio wrong.
        """
        results = {key: [] for key in self.entries}
        for turn in range(rounds):
            print(f"round {turn + 1} of {rounds} …", flush=True)
            for kind in dict.fromkeys(kind for kind, _ in self.entries):
                keys = [key for key in self.entries if key[0] == kind]
                for key in keys:
                    results[key].append(self.entries[key]())
                quick = [key for key in keys if results[key][-1].wall < 0.5]
                # A start takes a millisecond, so each round has many.
                for _ in range(49 if kind == "start" else 4):
                    for key in quick:
                        results[key].append(self.entries[key]())
        return results
