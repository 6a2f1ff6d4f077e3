"""How the HTML report looks and how it filters; constant, so that its policy can name both."""

STYLE = """
:root { color-scheme: light dark; --bg: #fbfaf7; --card: #fff; --line: #e3dfd6; --text: #22262b;
  --quiet: #687078; --accent: #2f5fb3; --passed: #1c7a45; --failed: #b3261e;
  --unanswered: #8a4b00; --skipped: #687078; --mono: ui-monospace, SFMono-Regular, Menlo,
  Consolas, monospace; }
@media (prefers-color-scheme: dark) { :root { --bg: #14171b; --card: #1b1f25; --line: #2c323a;
  --text: #e4e7ea; --quiet: #98a2ad; --accent: #8ab4f8; --passed: #62c48b; --failed: #ff8a80;
  --unanswered: #e5ab5c; --skipped: #98a2ad; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 72rem; padding: 2rem 1.25rem 4rem; background: var(--bg);
  color: var(--text); font: 15px/1.5 system-ui, sans-serif; }
h1 { font-size: 1.5rem; margin: 0; overflow-wrap: anywhere; }
.facts { color: var(--quiet); margin: .25rem 0 1.25rem; }
.bar { display: flex; height: .5rem; border-radius: .25rem; overflow: hidden; gap: 2px;
  margin-bottom: 1rem; }
.bar span { flex: var(--n) 0 0; background: var(--c); }
.filters { display: flex; flex-wrap: wrap; gap: .5rem; align-items: center;
  position: sticky; top: 0; padding: .5rem 0; background: var(--bg); }
button, input { font: inherit; color: inherit; background: var(--card);
  border: 1px solid var(--line); border-radius: .4rem; padding: .3rem .7rem; }
button { cursor: pointer; }
button[aria-pressed=true] { border-color: var(--accent); box-shadow: 0 0 0 1px var(--accent); }
input { flex: 1 1 12rem; min-width: 0; }
details.request { background: var(--card); border: 1px solid var(--line);
  border-left: 4px solid var(--c); border-radius: .4rem; margin: .5rem 0; }
summary { cursor: pointer; display: grid; grid-template-columns: auto 1fr auto auto;
  gap: .25rem .9rem; padding: .55rem .9rem; align-items: baseline; }
summary .state { color: var(--c); font-weight: 600; white-space: nowrap; }
summary .name { overflow-wrap: anywhere; }
summary .what { grid-column: 1 / -1; color: var(--quiet); font-family: var(--mono);
  font-size: .85rem; overflow-wrap: anywhere; }
summary .number { color: var(--quiet); white-space: nowrap; font-variant-numeric: tabular-nums; }
.inside { padding: 0 .9rem .9rem; }
.inside h2 { font-size: .8rem; letter-spacing: .06em; text-transform: uppercase;
  color: var(--quiet); margin: 1rem 0 .35rem; }
pre, td, .verdict code { font-family: var(--mono); font-size: .85rem; }
pre { margin: 0; padding: .6rem .75rem; background: var(--bg); border-radius: .35rem;
  overflow: auto; max-height: 24rem; white-space: pre-wrap; overflow-wrap: anywhere; }
.verdict { margin: .35rem 0; }
.verdict.passed .mark { color: var(--passed); } .verdict.failed .mark { color: var(--failed); }
table { border-collapse: collapse; width: 100%; }
td { border-top: 1px solid var(--line); padding: .2rem .5rem .2rem 0; vertical-align: top;
  overflow-wrap: anywhere; }
td:first-child { color: var(--quiet); width: 14rem; }
.passed { --c: var(--passed); } .failed { --c: var(--failed); }
.unanswered { --c: var(--unanswered); } .skipped { --c: var(--skipped); }
.nothing { color: var(--quiet); padding: 2rem 0; }
[hidden] { display: none; }
@media print { .filters { display: none; } }
"""

SCRIPT = """
"use strict";
const requests = [...document.querySelectorAll("details.request")];
const buttons = [...document.querySelectorAll("button[data-state]")];
const field = document.querySelector("input");
const nothing = document.querySelector(".nothing");
function read() {
  const said = new URLSearchParams(location.hash.slice(1));
  return { state: said.get("state") || "", find: said.get("find") || "" };
}
function show() {
  const { state, find } = read();
  const words = find.toLowerCase().split(/\\s+/).filter(Boolean);
  let shown = 0;
  for (const request of requests) {
    const text = request.dataset.text;
    const fits = (!state || request.dataset.state === state)
      && words.every((word) => text.includes(word));
    request.hidden = !fits;
    shown += fits ? 1 : 0;
  }
  nothing.hidden = shown > 0;
  for (const button of buttons)
    button.setAttribute("aria-pressed", String(button.dataset.state === state));
  if (document.activeElement !== field) field.value = find;
}
function say(changed) {
  const said = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...read(), ...changed }))
    if (value) said.set(name, value);
  history.replaceState(null, "", "#" + said);
  show();
}
for (const button of buttons)
  button.addEventListener("click", () => say({ state: button.dataset.state }));
field.addEventListener("input", () => say({ find: field.value }));
addEventListener("hashchange", show);
document.querySelector(".filters").hidden = false;
show();
"""
