"""Names from files and arguments cannot move a cursor, forge a line, run a command or break a table."""

import os
import pty
import re
import shutil
import subprocess
import threading

from harness import Skipped, check
import event_file

NASTY = ["loss\x1b]0;owned\x07", "eval/loss\x1b[8mhidden", "eval/loss\u009b31m", "eval/loss\u202eabc",
         "eval/loss\nverdict: converged", "eval/loss\rverdict: diverged", "eval/loss\x7f\x08\x08"]
BAD = re.compile("[\x00-\x09\x0b-\x0c\x0e-\x1a\x1c-\x1f\x7f\u0080-\u009f\u200e\u200f\u202a-\u202e]")
OURS = re.compile("\x1b\\[(?:[0-9;]*m|[0-9]*[ABCDHJK]|\\?[0-9]+[hl])|\r\n|\r\x1b\\[2K")


def write(world, folder, tag, name):
    folder = folder / name
    folder.mkdir(parents=True)
    parts = [event_file.version(1_700_000_000)]
    parts += [event_file.scalars(step, 1_700_000_000 + step, {tag: 2 * 0.9**step, "train/" + tag: 1.9**-step})
              for step in range(60)]
    (folder / f"events.out.tfevents.1700000000.{name}").write_bytes(b"".join(parts))
    (folder / f"checkpoint-59{name}").mkdir()


def nasty(world):
    folder = world.folder / "nasty"
    if not folder.exists():
        for number, tag in enumerate(NASTY):
            write(world, folder, tag, f"run{number}" + tag.replace("/", ""))
        (folder / "gone\x1b[8m").mkdir()
    return folder


def on_terminal(world, words, env=None):
    """The combined output as a terminal receives it."""
    master, slave = pty.openpty()
    process = subprocess.Popen(
        [world.binary, *map(str, words)], stdin=subprocess.DEVNULL, stdout=slave, stderr=slave,
        env={"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "TERM": "xterm", "COLUMNS": "100", **(env or {})})
    os.close(slave)
    pieces = []

    def listen():
        try:
            while piece := os.read(master, 65536):
                pieces.append(piece)
        except OSError:
            pass

    reader = threading.Thread(target=listen)
    reader.start()
    process.wait(timeout=60)
    reader.join()
    os.close(master)
    return b"".join(pieces).decode("utf-8", "replace")


def commands(folder):
    first = next(path for path in sorted(folder.iterdir()) if path.name.startswith("run1"))
    return [
        ["analyze", folder], ["analyze", first], ["analyze", folder, "-v"], ["scan", folder],
        ["scan", folder, "--columns", NASTY[0]], ["scan", folder, "--group", "x", "-f", "table"],
        ["tags", folder], ["verify", folder], ["plot", folder], ["plot", first],
        ["doctor", folder, first], ["watch", folder, "--timeout", "0s", "-f", "text"],
        ["analyze", folder, "--metric", "loss\x1b[8m"], ["scan", folder, "--metric", "x\x1b[8m"],
        ["scan", folder, "--where", "x\x1b[8m < 1"], ["scan", folder, "--sort", "eval/los\x1b[8m"],
        ["export", str(folder) + "\x1b[8m"], ["analyze", folder, "--runs", "run\x1b[8m"],
        ["scan", folder / "gone\x1b[8m"], ["x\x1b[8m"], ["scan", "--\x1b[8m"],
        ["export", folder, "-f", "md"], ["export", folder, "-f", "latex"], ["scan", folder, "-f", "md"],
        ["export", folder, "-f", "tfevents", "-o", "/nowhere/\x1b[8m"],
        ["merge", folder / "x\x1b[8m"], ["repair", folder / "x\x1b[8m", "-o", "y"],
        ["scan", folder, "--since-scan", "/nowhere/\x1b[8m"]]


@check("No name moves a terminal's cursor, changes its colours or its title")
def terminal(world):
    folder = nasty(world)
    for words in commands(folder):
        for env in ({}, {"LANG": "C"}):
            text = on_terminal(world, words, env)
            rest = OURS.sub("", text)
            found = BAD.search(rest) or re.search("\x1b|\r(?!\n)", rest)
            assert not found and "\x1b[8m" not in text, (
                f"{list(map(str, words))!r}: {rest[max(0, found.start() - 60):found.end() + 20]!r}"
                if found else f"{words}: [8m")


@check("No name does so by warnings and hints in a pipe")
def pipes(world):
    folder = nasty(world)
    for words in commands(folder):
        result = world.tool(*words)
        found = BAD.search(result.err) or "\x1b" in result.err
        result.expect(not found, f"standard error has {found!r}")
    result = world.tool("analyze", folder, faults="open,EIO,events", below=folder)
    result.expect(not BAD.search(result.err) and "\x1b" not in result.err, "a warning has one")


@check("No name forges a line of key: value output or of watch")
def lines(world):
    folder = nasty(world)
    result = world.tool("analyze", folder)
    count = sum(line.startswith("verdict: ") for line in result.out.splitlines())
    result.expect(count == len(NASTY), f"{count} verdicts of {len(NASTY)} runs")
    result.expect(not BAD.search(result.out.replace("\r", "\x07")), "control characters are in it")
    result = world.tool("watch", folder, "--timeout", "0s", "-f", "text")
    for line in result.out.split("\n")[:-1]:
        result.expect(re.match("....-..-..T", line), f"{line!r} is no line of ours")


@check("Markdown and LaTeX are escaped character by character")
def documents(world):
    folder = world.folder / "documents"
    for number, tag in enumerate(["a|\u200d b", "[\u200dclick](http://x)", "_\u0301x_\u0301", "`\u200dx`", "%\u200d&\u200d#"]):
        write(world, folder, tag, f"run{number}")
    for words in (["scan", folder, "-f", "md", "--columns", "a|\u200d b"], ["export", folder, "-f", "md"]):
        result = world.tool(*words)
        bars = {len(re.findall(r"(?<!\\)\|", line)) for line in result.out.splitlines()}
        result.expect(len(bars) == 1, f"rows have {bars} bars")
        result.expect(not re.search(r"(?<!\\)[\[`]", result.out), "markup is in it")
    result = world.tool("export", folder, "-f", "latex")
    result.expect(not re.search(r"(?<!\\)%", result.out), "a comment is in it")


@check("Completions of bash run no command")
def completions(world):
    if not shutil.which("bash"):
        raise Skipped("no bash")
    folder = world.folder / "completions"
    for number, tag in enumerate(["`touch owned`", "$(touch owned)", "a b", "it's", 'x"y', "~", "a\\b", "!x", "{a,b}", "[z]", "#c", "a;b"]):
        write(world, folder, tag, f"run{number}")
    script = world.tool("completions", "bash").out
    test = script + r'''
    COMP_WORDS=(tfevents tags "$1" --tag ''); COMP_CWORD=4
    COMP_LINE="tfevents tags $1 --tag "; COMP_POINT=${#COMP_LINE}
    _tfevents "$2"
    for reply in "${COMPREPLY[@]}"; do eval "printf '%s\n' $reply"; done
    '''
    done = subprocess.run(
        ["bash", "-c", test, "bash", str(folder), str(world.binary)], cwd=world.folder,
        capture_output=True, text=True)
    assert not (world.folder / "owned").exists(), "a command of a tag was run"
    for tag in ["`touch owned`", "$(touch owned)", "a b", "it's", 'x"y', "~", "a\\b", "!x"]:
        assert tag in done.stdout.splitlines(), (tag, done.stdout, done.stderr)
