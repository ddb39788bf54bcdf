"""Numbers, conditions and environments that nobody intends: none of them crashes the program."""

from harness import check
import event_file

# The content of a log: one value per step for each tag.
HUGE = [1e-300, 1e19, -1e19, 1e38, -1e38, float("inf"), float("-inf"), float("nan"), 0.0, -1.0]


def commands(folder, out):
    """Every command that shows numbers, with every format."""
    yield from (["analyze", *form, folder] for form in (["-v"], ["-f", "json"], ["--color=always"]))
    for form in "table csv jsonl json md junit sarif github prometheus".split():
        yield ["scan", folder, "-f", form]
    yield ["scan", folder, "--columns", "train/epoch,learning_rate"]
    yield ["scan", folder, "--group", "a", "-f", "csv"]
    for axis in "step time wall epoch".split():
        yield ["plot", folder, "--x", axis]
        yield ["plot", folder, "--x", axis, "--log-y", "-o", out / "x.svg"]
    yield ["plot", folder, "-o", out / "x.html"]
    for form in (["--time", "iso"], ["--wide"], ["-f", "latex"], ["--like", "tbparse"], []):
        yield ["export", folder, *form]
    yield ["export", folder, "-o", out / "x.sqlite"]
    yield ["tags", folder, "-f", "table"]
    yield ["verify", folder]
    yield ["watch", folder, "--timeout", "0s", "-f", "text", "--prometheus", out / "x.prom"]
    yield ["watch", folder, "--timeout", "0s", "-f", "jsonl"]


def survive(world, folder, quick):
    for words in list(commands(folder, world.folder))[:: 3 if quick else 1]:
        result = world.tool(*words)
        result.expect(result.status in (0, 1, 2), "the program ended by a fault")


def write(world, name, rows):
    folder = world.folder / name
    folder.mkdir()
    parts = [event_file.version(1_700_000_000)]
    parts += [event_file.scalars(step, time, values) for step, time, values in rows]
    (folder / "events.out.tfevents.1700000000.host").write_bytes(b"".join(parts))
    return folder


def curve(step):
    return 2 * 0.99**step


def logs(world):
    start = 1_700_000_000.0
    for place, number in enumerate(HUGE):
        yield write(world, f"epoch-{place}", [
            (step, start + step, {
                "eval/loss": curve(step), "train/loss": curve(step),
                "train/epoch": number if step % 7 else step / 10,
                "train/learning_rate": number if step % 11 == 5 else 1e-4})
            for step in range(60)])
        yield write(world, f"value-{place}", [
            (step, start + step, {"eval/loss": number if step % 9 == 4 else curve(step)})
            for step in range(60)])
        yield write(world, f"only-{place}", [
            (step, start + step, {"eval/loss": number}) for step in range(60)])
    for place, time in enumerate([1e300, -1e300, 1e18, -1e10, 5e-324, float("nan"), 2.5e11]):
        yield write(world, f"time-{place}", [
            (step, time if step % 5 else start + step, {"eval/loss": curve(step)})
            for step in range(60)])
    for place, steps in enumerate([
            [2**63 - 1 - step for step in range(60)], [step * 2**57 for step in range(60)],
            [0, 2**63 - 1] * 30, [2**64 - 2**63 + step for step in range(60)]]):
        yield write(world, f"step-{place}", [
            (step, start + place, {"eval/loss": curve(place)}) for place, step in enumerate(steps)])


@check("Numbers beyond all reason in logs end no command in any form")
def numbers(world):
    for folder in logs(world):
        survive(world, folder, quick=not world.full)


@check("Conditions of any size are read or refused with a sentence")
def conditions(world):
    for text, status in [
            ("(" * 30_000 + "best<1" + ")" * 30_000, 2), ("not " * 30_000 + "best<1", 2),
            (" or ".join(["best<1"] * 9_000), 1), (" and ".join(["best<9"] * 9_000), 0),
            ("best<1e999", 0), ("best<nan", 1), ("best" * 30_000 + "<1", 2)]:
        result = world.tool("scan", world.runs, "-f", "csv", "--where", text)
        result.expect(result.status == status, f"the status is not {status}")
        longest = max(map(len, result.err.splitlines()), default=0)
        result.expect(status != 2 or longest < 130_000, "no sentence")


@check("No width that COLUMNS asks for ends a command")
def columns(world):
    for width in ["9223372036854775807", "-9223372036854775808", "0", "1", "99999999", "x", ""]:
        for command in ["analyze", "scan", "plot", "verify", "tags"]:
            table = ["-f", "table"] if command in ("scan", "tags") else []
            result = world.tool(command, world.runs, *table, env={"COLUMNS": width})
            result.expect(result.status == 0, "the program ended by a fault")


@check("With four descriptors every file is read")
def descriptors(world):
    for words in (["analyze", world.runs], ["scan", world.runs, "-f", "csv"], ["verify", world.runs],
                  ["export", world.runs], ["tags", world.runs], ["plot", world.runs]):
        usual = world.tool(*words)
        few = world.tool(*words, "-j", "4", wrap=["sh", "-c", 'ulimit -n 4; exec "$@"', "sh"])
        few.expect((few.status, few.out, few.err) == (usual.status, usual.out, ""), "it is not")


@check("What is no earlier scan is told from one, and one of another version is read again")
def since_scan(world):
    runs = world.runs
    earlier = world.tool("scan", runs, "-f", "jsonl").out
    path = world.folder / "earlier.jsonl"
    other = earlier.replace('"schema":2', '"schema":1', 1)
    assert other != earlier
    for text, status in [
            (earlier, 0), (earlier + "\n\n", 0), (other, 0), ("", 0),
            (earlier.replace('"schema":2', '"schema":99'), 2), ('{"run":"x","signature":"y"}\n', 2),
            ("run,verdict\nx,converged\n", 2), ("[1,2]\n", 2), ("{}\n", 2), ('{"schema":2}\n', 2),
            ("\0\0\0\n", 2), ("[" * 100_000, 2), (earlier[:len(earlier) // 2], 2),
            ('{"schema":1e300,"run":"x"}\n', 2)]:
        path.write_text(text)
        result = world.tool("scan", runs, "-f", "jsonl", "--since-scan", path)
        result.expect(result.status == status, f"the status is not {status} for {text[:40]!r}")
        result.expect(status != 0 or result.out == earlier, "the records are not those of a scan")
        said = result.err.startswith(f"error: --since-scan: {path}")
        result.expect(status != 2 or said, "it is not said what is wrong with the file")
