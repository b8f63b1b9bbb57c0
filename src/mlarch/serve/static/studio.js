// The page of the preview: the conversation with its server, and what follows from it.
import {createEditor} from "/static/editor.js";
import {createFigures} from "/static/figures.js";
import {createFindings} from "/static/findings.js";
import {createPicture} from "/static/picture.js";

const $ = (id) => document.getElementById(id);
const element = (name, attributes = {}, ...children) => {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else made.setAttribute(key, value);
  }
  made.append(...children);
  return made;
};

const state = {path: "", edit: false, outline: null, inside: {}, walk: null, step: 0, part: null, words: "", stale: false, fault: ""};
const waiting = new Map();
let socket, numbers = 0, timer = null, sent = 0;

// The editor knows one line end only.
const plain = (text) => text.replaceAll("\r\n", "\n");

// What was chosen is still chosen after a reload of the page.
const kept = JSON.parse(sessionStorage.getItem("mlarch") ?? "{}");
const keep = (more) => sessionStorage.setItem("mlarch", JSON.stringify(Object.assign(kept, more)));

// ── the conversation ──

function connect() {
  socket = new WebSocket(`ws://${location.host}/talk`);
  sent = 0;
  socket.onmessage = (event) => {
    const message = JSON.parse(event.data);
    heard[message.type]?.(message);
  };
  socket.onclose = () => {
    say("The preview has ended. Its last picture stays.", true);
    setTimeout(connect, 2000);
  };
}

const tell = (message) => socket.readyState === WebSocket.OPEN && socket.send(JSON.stringify(message));

function ask(message) {
  if (socket.readyState !== WebSocket.OPEN) return Promise.resolve(null);
  const id = ++numbers;
  tell({...message, id});
  return new Promise((resolve) => {
    waiting.set(id, resolve);
    setTimeout(() => waiting.delete(id) && resolve(null), 5000);
  });
}

function answered(message) {
  waiting.get(message.id)?.(message.found ?? message.svg ?? null);
  waiting.delete(message.id);
}

const heard = {
  specs({paths, edit}) {
    state.edit = edit;
    const wanted = state.path || kept.path;
    const names = shortened(paths);
    fill($("spec"), paths.map((path, index) => [path, names[index]]), paths.includes(wanted) ? wanted : paths[0]);
    $("save").hidden = !edit;
    if (paths.includes(wanted) && wanted !== paths[0]) tell({type: "open", path: wanted});
    if (wanted === $("spec").value && (kept.view || kept.scenario)) tell({type: "choose", view: kept.view, scenario: kept.scenario});
    askFigures();
  },
  text({path, text, saved, heard: counted}) {
    if (path !== $("spec").value) return; // another was chosen meanwhile
    if (path === state.path && (timer !== null || counted !== sent)) return; // what was typed here is newer
    const other = path !== state.path;
    state.path = path;
    editor.setText(plain(text));
    if (other) {
      [state.part, state.walk] = [null, null];
      findings.show([]);
      figures.forget();
      picture.forget();
      keep({path});
    }
    showSaved(saved);
  },
  reviewed({path, text, saved, current, findings: found}) {
    if (path !== state.path || plain(text) !== editor.text()) return;
    editor.mark(found);
    findings.show(found);
    light();
    showSaved(saved);
    const errors = found.filter((each) => each.severity === "error").length;
    const others = found.length - errors;
    const count = (number, word) => (number ? `${number} ${word}${number > 1 ? "s" : ""}` : "");
    const words = [count(errors, "error"), count(others, "finding"), current ? "" : "the picture is of the last text without errors"];
    [state.words, state.stale] = [words.filter(Boolean).join(" · ") || "no findings", !current];
    sayState();
  },
  shown({path, svg, outline, fault, arranged, pinned}) {
    if (path !== state.path) return;
    if (outline) showOutline(outline);
    if (svg) picture.show(svg, arranged);
    showPinned(Boolean(pinned), Boolean(outline));
    state.fault = fault && `no new picture: ${fault}`;
    sayState();
    light();
    document.body.dataset.shown = String(Number(document.body.dataset.shown ?? 0) + 1);
  },
  figures({path, figures: found}) {
    if (path === state.path) figures.show(found);
  },
  complete: answered,
  explain: answered,
  ghosts: answered,
  saved: () => showSaved(true),
  failed({message, help}) {
    say([message, help].filter(Boolean).join(". "), true);
  },
  conflict({text}) {
    showBoth($("mine"), editor.text(), plain(text));
    showBoth($("theirs"), plain(text), editor.text());
    if (!$("conflict").open) $("conflict").showModal();
    for (const each of [$("mine"), $("theirs")]) each.querySelector("mark")?.scrollIntoView({block: "center"});
  },
};

// Findings and picture come in any order, and both have something to say.
const sayState = () => say([state.fault, state.words].filter(Boolean).join(" · "), state.stale || Boolean(state.fault));

const say = (text, stale = false) => {
  $("state").textContent = text;
  $("state").classList.toggle("stale", stale);
};

// The paths without the folders that all of them share.
function shortened(paths) {
  const folders = paths.map((path) => path.split("/").slice(0, -1));
  let shared = 0;
  while (folders.every((each) => shared < each.length && each[shared] === folders[0][shared])) shared += 1;
  return paths.map((path) => path.split("/").slice(shared).join("/"));
}

// ── the editor ──

const editor = createEditor({
  parent: $("editor"),
  nonce: document.querySelector("meta[name=csp-nonce]").content,
  typed() {
    clearTimeout(timer);
    timer = setTimeout(flush, 0); // what one key does is one change
    showSaved(false);
  },
  complete: (line, column) => (flush(), ask({type: "complete", line, column})),
  explain: (line, column) => (flush(), ask({type: "explain", line, column})),
  moved(line) {
    const at = Object.entries(state.outline?.parts ?? {}).find(([, {place}]) => place[0] <= line && line <= place[2]);
    if (at) choosePart(at[0]);
  },
  save: () => save(false),
});

// Send what was typed, if it was not sent already.
function flush() {
  if (timer === null) return;
  clearTimeout(timer);
  timer = null;
  sent += 1;
  tell({type: "type", text: editor.text()});
}

// ── the file ──

function showSaved(saved) {
  $("save").disabled = saved;
  $("save").textContent = saved ? "Saved" : "Save";
}

function save(over) {
  if (!state.edit) return say("This preview only reads. Start it with: mlarch serve --edit", true);
  flush();
  tell({type: "save", over});
}

// A text of which the lines that the other does not have are marked.
function showBoth(place, text, other) {
  const theirs = new Set(other.split("\n"));
  place.replaceChildren(...text.split("\n").map((line) => element(theirs.has(line) ? "span" : "mark", {}, `${line}\n`)));
}

$("save").addEventListener("click", () => save(false));
$("keep").addEventListener("click", () => ($("conflict").close(), state.edit && save(true)));
$("take").addEventListener("click", () => {
  flush();
  tell({type: "take"});
  $("conflict").close();
});
$("later").addEventListener("click", () => $("conflict").close());

// ── the picture ──

const picture = createPicture($("picture"), {
  picked(id) {
    const at = named()[id];
    choosePart(state.outline?.parts[id] ? id : null);
    if (!at) return;
    editor.reveal(at.place[0], at.place[1]);
    findings.about((part) => around(part).includes(id));
  },
});

// What cards can stand for, by id.
const named = () => ({...state.outline?.groups, ...state.outline?.parts});

// A part, and the groups that it is in from the inside out: a card or the end of a line may stand for any of them.
function around(id) {
  const found = [id];
  for (let group = state.inside[id]; group && !found.includes(group); group = state.inside[group]) found.push(group);
  return found;
}

// The part that was clicked, or in whose lines the cursor stands.
function choosePart(id) {
  state.part = id;
  figures.about(id === null ? null : {...state.outline.parts[id], id});
  light();
}

$("in").addEventListener("click", () => picture.zoom(1.25));
$("out").addEventListener("click", () => picture.zoom(0.8));
$("fit").addEventListener("click", () => picture.fit());
$("pin").addEventListener("click", () => (flush(), tell({type: "pin", on: $("pin").getAttribute("aria-pressed") === "false"})));

function showPinned(pinned, drawn) {
  $("pin").setAttribute("aria-pressed", String(pinned));
  $("pin").disabled = !drawn;
}

function light() {
  const cards = picture.cards();
  const cardOf = (id) => around(id).find((each) => cards.has(each));
  picture.flag(findings.worst(cardOf), named());
  const chosen = findings.open;
  const parts = chosen?.components ?? [];
  const path = chosen ? chosen.witness : (state.walk?.slice(Math.max(0, state.step - 1), state.step + 1) ?? []);
  const steps = path.slice(1).flatMap((id, index) => [[path[index], id], [id, path[index]]]);
  const lines = [...(chosen?.flows ?? []), ...steps].flatMap(([from, to]) => around(from).flatMap((a) => around(to).map((b) => `${a} ${b}`)));
  picture.light([...parts, ...path].map(cardOf), lines, cardOf(state.part));
}

// ── views and scenarios ──

function fill(select, options, value) {
  select.replaceChildren(...options.map(([key, text]) => element("option", {value: key}, text)));
  select.value = options.some(([key]) => key === value) ? value : (options[0]?.[0] ?? "");
}

function showOutline(outline) {
  const first = state.outline === null;
  if (JSON.stringify(outline) === JSON.stringify(state.outline)) return;
  state.outline = outline;
  state.inside = Object.fromEntries(Object.entries(outline.groups).flatMap(([id, {members}]) => members.map((member) => [member, id])));
  const scenarios = Object.keys(outline.scenarios);
  fill($("view"), [["", "whole"], ...outline.views.map((each) => [each, each])], first ? kept.view : $("view").value);
  fill($("scenario"), [["", "none"], ...scenarios.map((each) => [each, each])], first ? kept.scenario : $("scenario").value);
  $("views").hidden = !outline.views.length;
  $("scenarios").hidden = !scenarios.length;
  document.title = `${outline.name} – mlarch preview`;
  const part = outline.parts[state.part];
  figures.about(part ? {...part, id: state.part} : null);
  const walk = outline.scenarios[$("scenario").value] ?? null;
  if (JSON.stringify(walk) !== JSON.stringify(state.walk)) [state.walk, state.step] = [walk, 0];
  showStep();
}

function showStep() {
  $("walk").hidden = !state.walk;
  if (!state.walk) return;
  const id = state.walk[state.step];
  $("step").textContent = `${state.step + 1} of ${state.walk.length}: ${state.outline.parts[id]?.name ?? id}`;
  $("back").disabled = state.step === 0;
  $("next").disabled = state.step === state.walk.length - 1;
}

function choose() {
  const [view, scenario] = [$("view").value, $("scenario").value];
  state.walk = state.outline?.scenarios[scenario] ?? null;
  state.step = 0;
  findings.choose(null);
  showStep();
  keep({view, scenario});
  tell({type: "choose", view, scenario});
}

function walkTo(step) {
  state.step = Math.max(0, Math.min(state.walk.length - 1, step));
  if (findings.open) findings.choose(null);
  showStep();
  light();
}

$("spec").addEventListener("change", () => {
  flush();
  keep({view: "", scenario: ""});
  state.outline = null;
  tell({type: "open", path: $("spec").value});
});
$("view").addEventListener("change", choose);
$("scenario").addEventListener("change", choose);
$("back").addEventListener("click", () => walkTo(state.step - 1));
$("next").addEventListener("click", () => walkTo(state.step + 1));

// ── findings and figures ──

const findings = createFindings({
  list: $("findings"),
  tab: $("tab-findings"),
  element,
  fix: (finding, number) => (flush(), tell({type: "fix", finding: finding.id, message: finding.message, fix: number})),
  async chosen(finding) {
    picture.clearGhosts();
    light();
    if (!finding) return;
    editor.reveal(finding.place[0], finding.place[1]);
    const adding = finding.fixes.findIndex((fix) => !fix.accepts && !fix.safe);
    if (adding < 0) return;
    const svg = await ask({type: "try", finding: finding.id, message: finding.message, fix: adding});
    if (svg && findings.open === finding) {
      picture.ghosts(svg);
      light();
    }
  },
});

const figures = createFigures({sliders: $("sliders"), chart: $("chart"), sums: $("sums"), element, asked: askFigures});

function askFigures() {
  tell({type: "figures", shown: !$("figures").hidden, values: figures.values()});
}

const tabs = [$("tab-findings"), $("tab-figures")];
function openTab(tab) {
  for (const each of tabs) {
    each.setAttribute("aria-selected", String(each === tab));
    each.tabIndex = each === tab ? 0 : -1;
    $(each.getAttribute("aria-controls")).hidden = each !== tab;
  }
  keep({tab: tab.id});
  askFigures();
}
for (const tab of tabs) {
  tab.addEventListener("click", () => openTab(tab));
  tab.addEventListener("keydown", (event) => {
    if (event.key === "ArrowLeft" || event.key === "ArrowRight") {
      const other = tabs[(tabs.indexOf(tab) + 1) % tabs.length];
      openTab(other);
      other.focus();
    }
  });
}

// ── the dividers ──

// `share` gives the percentage at a place of the pointer.
function divider(bar, [less, more], share, set) {
  const least = Number(bar.getAttribute("aria-valuemin")), most = Number(bar.getAttribute("aria-valuemax"));
  const move = (percent) => {
    const now = Math.max(least, Math.min(most, percent));
    set(now);
    bar.setAttribute("aria-valuenow", String(Math.round(now)));
  };
  bar.addEventListener("pointerdown", (event) => {
    bar.setPointerCapture(event.pointerId);
    bar.onpointermove = (next) => move(share(next));
  });
  bar.addEventListener("lostpointercapture", () => (bar.onpointermove = null));
  bar.addEventListener("keydown", (event) => {
    const step = {[less]: -2, [more]: 2}[event.key];
    if (step) move(Number(bar.getAttribute("aria-valuenow")) + step);
  });
}
divider($("divider"), ["ArrowLeft", "ArrowRight"], (event) => (100 * event.clientX) / innerWidth, (width) => ($("writing").style.width = `${width}%`));
divider($("floor"), ["ArrowDown", "ArrowUp"], (event) => {
  const {bottom, height} = $("showing").getBoundingClientRect();
  return (100 * (bottom - event.clientY)) / height;
}, (height) => ($("below").style.height = `${height}%`));

if ($(kept.tab ?? "")) openTab($(kept.tab));
connect();
