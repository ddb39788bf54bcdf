"""Looks at the page of `tfevents serve` in a headless Chromium: keys, filter, pages, hostile names, fresh rows, an end.

usage: python3 Tests/Peers/page_peer.py path/to/tfevents [RUNS] [--pictures DIR]

Needs playwright and Chromium (`pip install playwright`, Debian: `apt-get install chromium`). RUNS runs (600 without) are
generated. With --pictures it keeps what it saw, in light, dark and phone width.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time

from peers import PACKAGE, need, program, tfevents

sync_api = need("playwright.sync_api")
from scan_at_scale import write_run  # noqa: E402

HOSTILE = ["<img src=x onerror=\"window.hit=1\">", "\"><script>window.hit=1<", "javascript:window.hit=1", "a&b\"c'd;{}"]
chromium = os.environ.get("TFEVENTS_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
if not chromium:
    print("skipped: Chromium is not installed")
    sys.exit(0)


def serve(folder):
    process = subprocess.Popen(
        [program(), "serve", folder], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        env=dict(os.environ, PYTHONPATH=PACKAGE, PYTHONDONTWRITEBYTECODE="1"))
    return process, process.stdout.readline().strip()


class Page:
    """A page in a browser; it must print nothing to the console."""

    def __init__(self, browser, width=1280, height=800, scheme="light"):
        self.page = browser.new_page(viewport={"width": width, "height": height}, color_scheme=scheme)
        self.said = []
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))

    def names(self):
        return self.page.eval_on_selector_all("tbody a", "all => all.map(one => one.dataset.run)")

    def until(self, condition, what, seconds=30):
        end = time.time() + seconds
        while not condition():
            assert time.time() < end, (what, self.said)
            time.sleep(0.05)

    def focused(self):
        return self.page.evaluate("document.activeElement.dataset.run || document.activeElement.tagName")


def check_ranking(page, address, told):
    page.page.goto(address)
    page.until(lambda: len(page.names()) > 1, "no rows")
    assert page.names() == [record["run"] for record in told[:200]]
    page.page.click("text=next →")
    page.until(lambda: page.names()[0] == told[200]["run"], "the second page")
    page.page.go_back()
    page.until(lambda: page.names()[0] == told[0]["run"], "back")
    # A page of 200 rows appears at once, even if everything is slow.
    took = page.page.evaluate("""async () => {
      const begun = performance.now();
      location.hash = "page=2";
      const first = document.querySelector("tbody a").dataset.run;
      while (document.querySelector("tbody a").dataset.run === first) await new Promise(requestAnimationFrame);
      return performance.now() - begun; }""")
    page.page.go_back()
    page.until(lambda: page.names()[0] == told[0]["run"], "back")
    return took


def check_keys(page, told):
    keyboard = page.page.keyboard
    keyboard.press("/")
    keyboard.type("overfitting ")
    wanted = [record["run"] for record in told if record["verdict"] == "overfitting"]
    page.until(lambda: page.names() == wanted[:200], "the filter")
    keyboard.press("ArrowDown")
    assert page.focused() == wanted[0]
    keyboard.press("ArrowDown")
    keyboard.press("j")
    keyboard.press("ArrowUp")
    assert page.focused() == wanted[1]
    keyboard.press("Enter")
    page.until(lambda: page.page.evaluate("!!document.querySelector('.report')?.shadowRoot?.querySelector('svg')"), "a chart")
    keyboard.press("Escape")
    page.until(lambda: page.names() == wanted[:200], "the ranking again")
    keyboard.press("Escape")
    page.until(lambda: page.names()[0] == told[0]["run"], "without filter")
    page.page.click("text=at step")
    page.page.click("text=at step")
    steps = sorted((record["best_step"] for record in told if record["best_step"] is not None), reverse=True)
    step = {record["run"]: record["best_step"] for record in told}
    page.until(lambda: [step[name] for name in page.names()] == steps[:200], "sorted downwards")
    page.page.click("text=at step")
    page.until(lambda: page.names()[0] == told[0]["run"], "unsorted")


def check_hostile(page, address):
    for name in HOSTILE:
        page.page.goto(address + "#" + page.page.evaluate("name => new URLSearchParams({ run: name }).toString()", name))
        page.until(lambda: name in (page.page.evaluate(
            "document.querySelector('.report')?.shadowRoot?.querySelector('h2')?.textContent") or ""), name)
        assert page.page.evaluate("window.hit") is None
        page.page.goto(address + "#" + page.page.evaluate("name => new URLSearchParams({ q: name }).toString()", name))
        page.until(lambda: page.names() == [name], name)
        assert page.page.evaluate("window.hit") is None
    page.page.goto(address + "#")
    page.until(lambda: len(page.names()) == 200, "all again")


def check_fresh(page, folder, told):
    """A new run and a growing one appear without user action, and the focus is kept."""
    page.page.focus("tbody tr:nth-child(5) a")
    held = page.focused()
    shutil.copytree(os.path.join(folder, told[0]["run"]), os.path.join(folder, "fresh"))
    begun = time.time()
    page.until(lambda: "fresh" in page.names(), "a new run")
    assert page.focused() == held
    return time.time() - begun


def pictures(browser, address, folder):
    os.makedirs(folder, exist_ok=True)
    run = "#run=overf%2F00002"
    for name, tail, width, height, scheme in [
        ("light", "", 1280, 800, "light"), ("dark", "", 1280, 800, "dark"), ("phone", "", 390, 844, "light"),
        ("run-light", run, 1280, 800, "light"), ("run-dark", run, 1280, 800, "dark"), ("run-phone", run, 390, 844, "dark"),
        ("none", "#q=nothing+like+it", 1280, 500, "light"),
    ]:
        page = Page(browser, width, height, scheme)
        page.page.goto(address + tail)
        time.sleep(2)
        page.page.screenshot(path=os.path.join(folder, name + ".png"))
        page.page.close()


def main():
    words = sys.argv[2:]
    kept = words[words.index("--pictures") + 1] if "--pictures" in words else None
    count = int(words[0]) if words and words[0].isdigit() else 600
    with tempfile.TemporaryDirectory() as folder, sync_api.sync_playwright() as play:
        for index in range(count):
            write_run(folder, index)
        for name in HOSTILE:
            shutil.copytree(os.path.join(folder, "overf", "00002"), os.path.join(folder, name))
        told = [json.loads(line) for line in tfevents("scan", "-f", "jsonl", folder).splitlines()]
        process, address = serve(folder)
        browser = play.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        try:
            page = Page(browser)
            took = check_ranking(page, address, told)
            check_keys(page, told)
            check_hostile(page, address)
            fresh = check_fresh(page, folder, told)
            assert not page.said, page.said
            if kept:
                pictures(browser, address, kept)
            process.send_signal(signal.SIGTERM)
            process.wait(20)
            page.until(lambda: page.page.is_visible("text=does not answer any more"), "the end is said")
            assert len(page.names()) == 200, "what was shown stays"
            if kept:
                page.page.screenshot(path=os.path.join(kept, "ended.png"))
        finally:
            process.kill()
            browser.close()
        print(f"page: keys, filter, pages, hostile names and new runs work among {len(told)}; a page of 200 in {took:.0f} ms, "
              f"a new run after {fresh:.1f} s")


main()
