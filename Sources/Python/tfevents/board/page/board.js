// The page of verdicts: the ranking of runs, and a run with its chart. TensorBoard's tab and `tfevents serve` show it.
// Names and sentences from logs are set as text, never as markup.

const EVERY = 1000; // milliseconds between two questions; an answer that did not change is a 304 without a body
const PATIENCE = 15000;
const VERDICTS = {
  converged: ["✓", "good"], improving: ["↘", "good"], plateaued: ["~", "look"], undecidable: ["?", "look"],
  "too-little-data": ["?", "dim"], worsening: ["↗", "look"], overfitting: ["✗", "bad"], diverged: ["✗", "bad"],
  error: ["!", "look"],
};
const COLUMNS = [
  ["verdict", "verdict", "verdict"], ["run", "run", "run"], ["curve", "", "line-head"], ["best", "best", "number"],
  ["at step", "step", "number"], ["checkpoint", "", "checkpoint"], ["what it says", "", "says"],
];

const inBoard = location.pathname.endsWith("plugin_entry.html");
// What stands before the # of this page: TensorBoard gives it another base.
const here = location.pathname + location.search;
const whole = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });

// MARK: Making elements

function element(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key === "onclick" || key === "oninput") node[key] = value;
    else if (value !== null && value !== undefined && value !== false) node.setAttribute(key, value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

function drawn(name, attributes) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  return node;
}

function number(value) {
  if (typeof value !== "number") return "";
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-3 || size >= 1e6)) return value.toExponential(3).replace("-", "−").replace("e+", "e");
  if (size >= 1e4) return whole.format(value).replace("-", "−");
  return value.toPrecision(4).replace("-", "−");
}

function words(name) {
  return name.replaceAll("-", " ");
}

// What the program says, as text for people.
function plain(text) {
  return text.replace(/^(error|warning): /gm, "");
}

function mark(verdict) {
  const [glyph, tone] = VERDICTS[verdict] || ["!", "look"];
  const sign = element("span", { "aria-hidden": "true" }, glyph);
  return element("span", { class: "verdict " + tone }, sign, " " + (verdict === "error" ? "not judged" : words(verdict)));
}

// A curve without axes: its limits leave out the steep beginning, as the terminal's do; red where values are NaN.
function line(row) {
  const values = row.shape || [];
  const known = values.filter((value) => value !== null);
  const svg = drawn("svg", { class: "line", viewBox: "0 0 112 26", "aria-hidden": "true" });
  if (!known.length) return svg;
  const sorted = [...known].sort((a, b) => a - b);
  const low = sorted[0], high = sorted[Math.max(0, Math.ceil(sorted.length * 0.98) - 1)];
  const x = (place) => (values.length < 2 ? 56 : 1 + (110 * place) / (values.length - 1));
  const y = (value) => (high === low ? 13 : Math.max(1, 24 - (22 * (value - low)) / (high - low)));
  let path = "", gap = true, lost = "";
  values.forEach((value, place) => {
    if (value === null) lost += `M${x(place).toFixed(1)} 22v4`;
    else path += `${gap ? "M" : "L"}${x(place).toFixed(1)} ${y(value).toFixed(1)}`;
    gap = value === null;
  });
  svg.append(drawn("path", { d: path }));
  if (lost) svg.append(drawn("path", { d: lost, class: "lost" }));
  return svg;
}

function damage(row) {
  const parts = [];
  if (row.damaged_records) parts.push(`${whole.format(row.damaged_records)} damaged record${row.damaged_records === 1 ? "" : "s"}`);
  if (row.unreadable_files) parts.push(`${whole.format(row.unreadable_files)} unreadable file${row.unreadable_files === 1 ? "" : "s"}`);
  if (row.incomplete && !row.unreadable_files) parts.push("not read whole");
  return parts.join(", ");
}

// MARK: What is asked for, kept behind the #

const defaults = { run: null, q: "", verdict: "", sort: "", page: 0 };

function wanted() {
  const fields = new URLSearchParams(location.hash.slice(1));
  return {
    run: fields.get("run"), q: fields.get("q") || "", verdict: fields.get("verdict") || "",
    sort: fields.get("sort") || "", page: Number(fields.get("page")) || 0,
  };
}

function address(change) {
  const fields = new URLSearchParams();
  for (const [key, value] of Object.entries({ ...wanted(), ...change })) {
    if (value !== defaults[key] && value !== null) fields.set(key, value);
  }
  return here + "#" + fields;
}

function go(change) {
  const target = address(change);
  if (here + location.hash === target || (target.endsWith("#") && !location.hash)) ask();
  else location.assign(location.origin + target);
}

// MARK: Asking

let timer, turn = 0, tag = null, lastKey = "", failures = 0;

function question() {
  const now = wanted();
  if (now.run !== null) return "run?" + new URLSearchParams({ name: now.run });
  const fields = new URLSearchParams();
  for (const key of ["q", "verdict", "sort", "page"]) if (now[key]) fields.set(key, now[key]);
  return "runs?" + fields;
}

function isSeen() {
  if (document.hidden) return false;
  try {
    // TensorBoard hides the frame of a tab without telling it.
    const frame = window.frameElement;
    return !frame || (frame.getClientRects().length > 0 && window.parent.getComputedStyle(frame).visibility !== "hidden");
  } catch (error) {
    return true;
  }
}

async function ask() {
  clearTimeout(timer);
  const mine = ++turn;
  const key = question();
  if (key !== lastKey) tag = null;
  let pause = EVERY;
  if (isSeen()) {
    const stop = new AbortController();
    const limit = setTimeout(() => stop.abort(), PATIENCE);
    try {
      const headers = tag === null ? {} : { "If-None-Match": tag };
      const answer = await fetch("./" + key, { headers, cache: "no-store", signal: stop.signal });
      if (mine !== turn) return;
      if (answer.status === 304) warn(null);
      else if (answer.ok) {
        const body = await answer.json();
        if (mine !== turn) return;
        show(key, body);
        tag = answer.headers.get("ETag");
        lastKey = key;
        warn(null);
        if (body.known === false && !body.problem) pause = 200;
      } else throw new Error("status " + answer.status);
      failures = 0;
    } catch (error) {
      if (mine !== turn) return;
      failures += 1;
      if (failures > 1) {
        warn((inBoard ? "TensorBoard" : "tfevents serve") + " does not answer any more. What is shown is from before; trying again …");
      }
      pause = Math.min(5000, EVERY * failures);
    } finally {
      clearTimeout(limit);
    }
  }
  timer = setTimeout(ask, pause);
}

// MARK: The ranking

let parts = {}, rowsShown = new Map(), opened = null, byKeys = false;

function build() {
  parts.title = element("h1");
  parts.summary = element("span", { "aria-live": "polite" });
  parts.filter = element("input", {
    type: "search", placeholder: "Filter: name, verdict, flag, metric …", "aria-label": "Filter runs", autocomplete: "off",
    spellcheck: "false", oninput: () => {
      clearTimeout(parts.typing);
      parts.typing = setTimeout(() => change({ q: parts.filter.value.trim(), page: 0 }), 120);
    },
  });
  parts.verdicts = element("div", { class: "verdicts", role: "group", "aria-label": "Verdicts" });
  parts.warning = element("div", { class: "banner", role: "status", hidden: "" });
  parts.problem = element("div", { class: "banner", role: "alert", hidden: "" });
  parts.said = element("p", { class: "said", hidden: "" });
  parts.order = element("button", { type: "button", class: "order", onclick: () => change({ sort: wanted().sort === "-changed" ? "" : "-changed", page: 0 }) });
  parts.body = element("tbody");
  parts.heads = COLUMNS.map(([label, key, kind]) => {
    const head = element("th", { scope: "col", class: kind });
    head.append(key ? element("button", { type: "button", onclick: () => sortBy(key) }, label) : label);
    return [head, key];
  });
  parts.table = element("table", { hidden: "" },
    element("thead", {}, element("tr", {}, ...parts.heads.map(([head]) => head))), parts.body);
  parts.state = element("div", { class: "state", hidden: "" });
  parts.before = element("button", { type: "button", class: "plain", onclick: () => turnPage(-1) }, "← previous");
  parts.after = element("button", { type: "button", class: "plain", onclick: () => turnPage(1) }, "next →");
  parts.place = element("span", { class: "dim" });
  parts.pages = element("nav", { class: "pages", "aria-label": "Pages", hidden: "" }, parts.before, parts.place, parts.after);
  parts.keys = element("p", { class: "keys" }, element("kbd", {}, "/"), " filter · ", element("kbd", {}, "↓"), " ",
    element("kbd", {}, "↑"), " choose · ", element("kbd", {}, "Enter"), " open · ", element("kbd", {}, "Esc"), " back");
  parts.list = element("div", {}, parts.title, element("p", { class: "dim" }, parts.summary, " ", parts.order),
    element("div", { class: "tools" }, parts.filter, parts.verdicts), parts.problem, parts.said, parts.table, parts.state, parts.pages,
    parts.keys);
  parts.one = element("article", { class: "one", hidden: "" });
  document.body.replaceChildren(element("main", {}, parts.warning, parts.list, parts.one));
}

function warn(text) {
  parts.warning.hidden = !text;
  parts.warning.textContent = text || "";
}

function show(key, body) {
  const isRun = key.startsWith("run?");
  if (isRun && !parts.list.hidden) parts.scrolled = window.scrollY;
  parts.list.hidden = isRun;
  parts.one.hidden = !isRun;
  if (isRun) showRun(body);
  else showRuns(body);
}

function showRuns(body) {
  const left = opened;
  opened = null;
  const now = wanted();
  document.title = "Verdicts · " + body.title;
  parts.title.textContent = body.title || "Verdicts";
  parts.problem.hidden = !body.problem || body.total === 0;
  parts.problem.textContent = body.problem ? plain(body.problem) + "\nWhat is shown is from the last scan that worked." : "";
  parts.said.hidden = !body.said || body.total === 0;
  parts.said.textContent = plain(body.said || "");
  if (document.activeElement !== parts.filter) parts.filter.value = now.q;
  const isNarrowed = now.q !== "" || now.verdict !== "";
  const runs = (count) => `${whole.format(count)} run${count === 1 ? "" : "s"}`;
  parts.summary.textContent = !body.known ? "" : isNarrowed ? `${whole.format(body.matching)} of ${runs(body.total)}` : runs(body.total);
  parts.order.hidden = body.matching < 2;
  if (!parts.order.hidden && (!now.sort || now.sort === "-changed")) parts.summary.textContent += ",";
  parts.order.textContent = now.sort === "-changed" ? "the latest first" : now.sort ? "" : "the best first";
  parts.order.title = now.sort === "-changed" ? "Show the best first" : "Show the latest first";
  showVerdicts(body.counts, now.verdict);
  for (const [head, column] of parts.heads) {
    if (!column) continue;
    if (now.sort.replace("-", "") === column) head.setAttribute("aria-sort", now.sort.startsWith("-") ? "descending" : "ascending");
    else head.removeAttribute("aria-sort");
  }
  parts.table.hidden = body.rows.length === 0;
  parts.table.classList.toggle("kept", body.rows.some((row) => row.checkpoint));
  const focused = document.activeElement && document.activeElement.dataset ? document.activeElement.dataset.run : undefined;
  const next = new Map();
  const isKept = body.rows.some((row) => row.checkpoint);
  for (const row of body.rows) {
    const text = JSON.stringify(row) + isKept;
    const old = rowsShown.get(row.run);
    next.set(row.run, old && old.text === text ? old : { text, node: rowElement(row, isKept) });
  }
  parts.heads[5][0].hidden = !isKept;
  // The sentence takes all room but that of the names.
  const longest = Math.max(4, ...body.rows.map((row) => row.run.length + (row.state === "running" || row.state === "stalled" ? 8 : 0)));
  parts.table.style.setProperty("--names", `${Math.min(20, longest * 0.58 + 1).toFixed(1)}em`);
  const nodes = [...next.values()].map((one) => one.node);
  const isSame = nodes.length === parts.body.children.length && nodes.every((node, place) => parts.body.children[place] === node);
  if (!isSame) {
    parts.body.replaceChildren(...nodes);
    if (focused !== undefined && next.has(focused)) next.get(focused).node.querySelector("a").focus({ preventScroll: true });
  }
  rowsShown = next;
  if (parts.linked !== location.hash) {
    for (const link of parts.body.querySelectorAll("a")) link.href = address({ run: link.dataset.run });
    parts.linked = location.hash;
  }
  if (left !== null) {
    window.scrollTo(0, parts.scrolled || 0);
    if (byKeys && next.has(left)) next.get(left).node.querySelector("a").focus({ preventScroll: true });
  }
  showState(body, isNarrowed);
  parts.pages.hidden = body.pages < 2;
  parts.before.disabled = body.page === 0;
  parts.after.disabled = body.page + 1 >= body.pages;
  parts.place.textContent = `${whole.format(body.page * body.size + 1)} to ${whole.format(body.page * body.size + body.rows.length)} of ${whole.format(body.matching)}`;
  parts.keys.hidden = body.rows.length === 0;
}

function showState(body, isNarrowed) {
  let title = null, text = "";
  if (body.rows.length) title = null;
  else if (body.problem) [title, text] = ["The runs cannot be read", plain(body.problem)];
  else if (!body.known) [title, text] = ["Reading the logs …", body.title];
  else if (body.total === 0) [title, text] = ["No runs yet", plain(body.said) + "\nThis page looks again every second."];
  else if (isNarrowed) [title, text] = ["No run matches", "Clear the filter (Esc) to see all."];
  parts.state.hidden = title === null;
  if (title !== null) parts.state.replaceChildren(element("b", {}, title), text);
}

function showVerdicts(counts, chosen) {
  const names = Object.keys(VERDICTS).filter((name) => counts[name] || name === chosen);
  const text = JSON.stringify([counts, chosen]);
  if (parts.verdicts.dataset.shown === text) return;
  const focused = document.activeElement && document.activeElement.dataset ? document.activeElement.dataset.verdict : undefined;
  parts.verdicts.dataset.shown = text;
  parts.verdicts.replaceChildren(...names.map((name) => {
    const label = mark(name);
    label.append(" ", element("b", {}, whole.format(counts[name] || 0)));
    return element("button", {
      type: "button", "data-verdict": name, "aria-pressed": String(name === chosen),
      onclick: () => change({ verdict: name === wanted().verdict ? "" : name, page: 0 }),
    }, label);
  }));
  if (focused !== undefined) {
    const again = [...parts.verdicts.children].find((button) => button.dataset.verdict === focused);
    if (again) again.focus();
  }
}

function rowElement(row, isKept) {
  const name = element("a", { href: address({ run: row.run }), "data-run": row.run });
  // A name may go on in the next line behind a slash, an underscore or a hyphen.
  for (const part of row.run.split(/(?<=[/_-])/)) name.append(part, document.createElement("wbr"));
  const verdict = mark(row.verdict);
  const cells = [
    element("td", { class: "verdict" }, verdict),
    element("td", { class: "run" }, name, row.state === "running" || row.state === "stalled" ? element("span", { class: "dim" }, " " + row.state) : null),
    element("td", { class: "curve" }, line(row)),
    element("td", { class: "number best", title: row.metric || null }, number(row.best)),
    element("td", { class: "number step" }, row.best_step === undefined && row.best === undefined ? "" : whole.format(row.best_step || 0)),
    element("td", { class: "checkpoint", hidden: isKept ? null : "" }, row.checkpoint || ""),
  ];
  const says = element("td", { class: "says" }, (row.reason || "").replaceAll(" -> ", " → "));
  const flags = (row.flags || []).map(words).join(", ");
  if (flags) says.append(" ", element("em", {}, flags));
  if (damage(row)) says.append(" ", element("em", { class: "look" }, damage(row)));
  return element("tr", {}, ...cells, says);
}

function change(what) {
  go(what);
}

function sortBy(key) {
  const now = wanted().sort;
  change({ sort: now === key ? "-" + key : now === "-" + key ? "" : key, page: 0 });
}

function turnPage(by) {
  change({ page: Math.max(0, wanted().page + by) });
  window.scrollTo(0, 0);
}

// MARK: A run

function showRun(body) {
  const name = wanted().run;
  document.title = name + " · Verdicts";
  const names = [...rowsShown.keys()], place = names.indexOf(name);
  const step = (by, label) => {
    const other = names[place + by];
    return element("button", {
      type: "button", class: "plain", disabled: place < 0 || other === undefined ? "" : null, onclick: () => go({ run: other }),
    }, label);
  };
  const bar = element("nav", { class: "bar", "aria-label": "Run" }, element("a", { href: address({ run: null }) }, "← all runs"));
  const curves = typeof body.curves === "string" ? curvesAddress(body.curves) : null;
  if (curves) bar.append(element("a", { href: curves, target: "_parent" }, "its curves in Time Series"));
  if (place >= 0) bar.append(element("span", { class: "apart" }, step(-1, "← previous"), step(1, "next →")));
  const said = body.problem ? element("div", { class: "banner", role: "alert" }, plain(body.problem)) : null;
  if (!body.row) {
    const text = body.known === false ? element("b", {}, "Reading the logs …") : element("b", {}, "There is no run of this name any more");
    parts.one.replaceChildren(bar, ...(said ? [said] : []), element("div", { class: "state" }, text, name));
    opened = null;
    return;
  }
  const host = element("div", { class: "report" });
  if (body.section) fill(host, body.section, body.style);
  else host.append(element("h1", {}, name), element("p", {}, mark(body.row.verdict), " " + (body.row.reason || "")));
  const isNew = opened !== name;
  const before = parts.one.querySelector(".report"), after = host.shadowRoot;
  if (!isNew && before && before.shadowRoot && after) {
    const was = before.shadowRoot.querySelector("details"), is = after.querySelector("details");
    if (was && is) is.open = was.open;
  }
  parts.one.replaceChildren(bar, ...(said ? [said] : []), host);
  opened = name;
  if (isNew) window.scrollTo(0, 0);
  if (isNew && byKeys) bar.querySelector("a").focus({ preventScroll: true });
}

// The report's markup, apart from this page's style sheet. The program has escaped every name in it; what could act is
// taken out all the same.
function fill(host, markup, style) {
  const section = new DOMParser().parseFromString(markup, "text/html").querySelector("section");
  if (!section) return;
  for (const node of [section, ...section.querySelectorAll("*")]) {
    if (/^(script|iframe|object|embed|link|meta|base|form|style)$/i.test(node.localName)) node.remove();
    for (const { name } of [...node.attributes]) if (/^on|^style$|^src/i.test(name)) node.removeAttribute(name);
  }
  // TensorBoard's pages have a base, from which a reference within the drawing would be looked up.
  for (const use of section.querySelectorAll("use")) {
    const source = section.querySelector("#" + CSS.escape((use.getAttribute("href") || "").slice(1)));
    if (!source) continue;
    const group = drawn("g", {});
    if (use.hasAttribute("transform")) group.setAttribute("transform", use.getAttribute("transform"));
    const copy = source.cloneNode(true);
    copy.removeAttribute("id");
    group.append(copy);
    use.replaceWith(group);
  }
  const sheets = [style, "section{border:0;padding:0}svg.chart{margin:16px 0}dl{margin:16px 0}h2{font-size:18px}@media(min-width:641px){dl{row-gap:6px}}"].map((text) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    return sheet;
  });
  const root = host.attachShadow({ mode: "open" });
  root.adoptedStyleSheets = sheets;
  root.append(document.adoptNode(section));
}

// TensorBoard's tab of curves with this filter of runs; what else stands in its address stays.
function curvesAddress(filter) {
  try {
    const board = new URL(window.parent.location.href);
    board.searchParams.delete("runFilter");
    if (filter) board.searchParams.set("runFilter", filter);
    board.hash = "timeseries";
    return board.href;
  } catch (error) {
    return null; // another page holds TensorBoard's frame
  }
}

// MARK: Keys, colours, beginning

function onKey(event) {
  byKeys = true;
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const isTyping = event.target === parts.filter;
  if (event.key === "Escape") {
    if (wanted().run !== null) go({ run: null });
    else {
      parts.filter.value = "";
      parts.filter.blur();
      if (wanted().q || wanted().verdict) change({ q: "", verdict: "", page: 0 });
    }
    return;
  }
  if (wanted().run !== null) return;
  if (event.key === "/" && !isTyping) {
    event.preventDefault();
    parts.filter.focus();
    parts.filter.select();
  }
  const isDown = event.key === "ArrowDown" || (event.key === "j" && !isTyping);
  const isUp = event.key === "ArrowUp" || (event.key === "k" && !isTyping);
  if (!isDown && !isUp) return;
  const links = [...parts.body.querySelectorAll("a")];
  const place = links.indexOf(document.activeElement);
  const next = place < 0 ? (isDown ? links[0] : null) : links[place + (isDown ? 1 : -1)];
  if (next) {
    event.preventDefault();
    next.focus();
  }
}

function followColours() {
  const query = matchMedia("(prefers-color-scheme: dark)");
  let outer = null;
  try {
    if (inBoard && window.parent !== window) outer = window.parent.document.body;
  } catch (error) {
    outer = null;
  }
  const apply = () => document.documentElement.classList.toggle("dark", outer ? outer.classList.contains("dark-mode") : query.matches);
  if (outer) new MutationObserver(apply).observe(outer, { attributes: true, attributeFilter: ["class"] });
  query.addEventListener("change", apply);
  apply();
}

export function render() {
  if (!document.querySelector('link[rel="stylesheet"]')) {
    document.head.append(element("link", { rel: "stylesheet", href: "./board.css" }));
    document.head.append(element("meta", { name: "viewport", content: "width=device-width,initial-scale=1" }));
  }
  document.documentElement.lang = "en";
  followColours();
  build();
  addEventListener("hashchange", () => ask());
  addEventListener("keydown", onKey);
  addEventListener("pointerdown", () => { byKeys = false; });
  document.addEventListener("visibilitychange", () => { if (!document.hidden) ask(); });
  ask();
}
