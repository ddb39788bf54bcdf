"""The official client of the Model Context Protocol sends `tfevents mcp` every kind of request."""

import asyncio
import json
import os
import shutil
import sys
import tempfile
import time

from peers import need, program, tfevents

mcp = need("mcp")
from mcp.client.stdio import StdioServerParameters, stdio_client  # noqa: E402

fixtures = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "Fixtures", "runs")
tools = ["scan", "analyze", "tags", "points", "plot", "verify"]


def field(value, *names):
    """An attribute under the first of its names: earlier versions of the client spelled them
    differently.
    """
    for name in names:
        if hasattr(value, name):
            return getattr(value, name)
    raise AttributeError(names)


async def call(session, name, **arguments):
    """The text of a tool's answer, and whether it is an error."""
    result = await session.call_tool(name, arguments)
    return result.content[0].text, field(result, "is_error", "isError")


async def check(session, root):
    greeting = await session.initialize()
    assert field(greeting, "server_info", "serverInfo").name == "tfevents"
    await session.send_ping()
    listed = (await session.list_tools()).tools
    assert [tool.name for tool in listed] == tools
    for tool in listed:
        schema = field(tool, "input_schema", "inputSchema")
        assert "path" in schema["required"] and schema["additionalProperties"] is False
    records = [json.loads(line) for line in tfevents("scan", root, "-f", "jsonl").splitlines()]
    text, failed = await call(session, "scan", path=".")
    answer = json.loads(text)
    assert not failed and answer["matched"] == len(records) and len(text) < 4096, text
    for row, record in zip(answer["runs"], records):
        assert (row["run"], row["verdict"]) == (record["run"], record["verdict"])
    if len(records) > 100:
        return len(text)
    for name in tools:
        more = {"tag": "train/loss"} if name == "points" else {}
        text, failed = await call(session, name, path="sft-overfit", **more)
        assert not failed and text, (name, text)
    series = json.loads((await call(session, "points", path=".", tag="train/loss", max_points=20))[0])["series"]
    assert len(series) == len(records) and all(len(one["steps"]) == len(one["values"]) == 20 for one in series)
    for path in ["..", "/etc", "sft-good/../..", "missing"]:
        text, failed = await call(session, "scan", path=path)
        assert failed and path in text, text
    text, failed = await call(session, "scan", path=".", where="best <")
    assert failed and "condition" in text, text
    return len(answer)


async def drive(root):
    server = StdioServerParameters(command=program(), args=["mcp", "--root", root])
    async with stdio_client(server) as (incoming, outgoing):
        async with mcp.ClientSession(incoming, outgoing) as session:
            return await check(session, root)


def main():
    asyncio.run(drive(fixtures))
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 300
    with tempfile.TemporaryDirectory() as folder:
        runs = sorted(os.listdir(fixtures))
        for index in range(count):
            source = os.path.join(fixtures, runs[index % len(runs)])
            shutil.copytree(source, os.path.join(folder, f"sweep{index % 7}", f"{runs[index % len(runs)]}-lr{index}"))
        begun = time.time()
        size = asyncio.run(drive(folder))
        print(f"mcp: the client's calls agree; scan of {count} runs in {size} bytes, {time.time() - begun:.1f} s with scan -f jsonl")


main()
