// The page of the preview: the conversation with its server, the picture, the findings and the figures.
import {createEditor} from "/static/editor.js";
import {createPicture} from "/static/picture.js";

const $ = (id) => document.getElementById(id);
const element = (name, attributes = {}, ...children) => {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (value !== false && value !== null) made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...children);
  return made;
};

const state = {path: "", edit: false, outline: null, findings: [], chosen: null, values: {}, stated: {}, step: 0, stale: false};
const waiting = new Map();
let socket, numbers = 0, timer;

// The editor knows one line end only.
const plain = (text) => text.replaceAll("\r\n", "\n");

// ── the conversation ──

function connect() {
  socket = new WebSocket(`ws://${location.host}/talk`);
  socket.onmessage = (event) => heard[JSON.parse(event.data).type]?.(JSON.parse(event.data));
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
    fill($("spec"), paths.map((path) => [path, path]), paths[0]);
    $("save").hidden = !edit;
  },
  text({path, text, saved}) {
    const other = path !== state.path;
    state.path = path;
    $("spec").value = path;
    editor.setText(plain(text));
    if (other) {
      state.chosen = null;
      state.values = {};
      picture.forget();
    }
    showSaved(saved);
  },
  shown(message) {
    if (message.path !== state.path) return;
    if (plain(message.text) === editor.text()) {
      state.findings = message.findings;
      editor.mark(message.findings);
      showFindings();
    }
    if (message.outline) showOutline(message.outline);
    if (message.svg) {
      state.stale = !message.current;
      picture.show(message.svg);
      light();
    }
    showFigures(message.figures);
    showSaved(message.saved);
    const errors = message.findings.filter((each) => each.severity === "error").length;
    const others = message.findings.length - errors;
    say(
      [message.current ? "" : "the picture is of the last text without errors",
        errors ? `${errors} error${errors > 1 ? "s" : ""}` : "",
        others ? `${others} finding${others > 1 ? "s" : ""}` : "",
        ...(message.faults ?? [])].filter(Boolean).join(" · ") || "no findings",
      !message.current || Boolean(message.faults),
    );
    document.body.dataset.shown = String(Number(document.body.dataset.shown ?? 0) + 1);
  },
  complete: answered,
  explain: answered,
  ghosts: answered,
  saved: () => showSaved(true),
  failed({message, help}) {
    say([message, help].filter(Boolean).join(". "), true);
  },
  conflict({text}) {
    $("mine").textContent = editor.text();
    $("theirs").textContent = text;
    if (!$("conflict").open) $("conflict").showModal();
  },
};

const say = (text, stale = false) => {
  $("state").textContent = text;
  $("state").classList.toggle("stale", stale);
};

function showSaved(saved) {
  $("save").disabled = saved;
  $("save").textContent = saved ? "Saved" : "Save";
}

// ── the editor ──

const editor = createEditor({
  parent: $("editor"),
  nonce: document.querySelector("meta[name=csp-nonce]").content,
  typed(text) {
    clearTimeout(timer);
    timer = setTimeout(() => tell({type: "type", text}), 40);
    showSaved(false);
  },
  complete: (line, column) => (flush(), ask({type: "complete", line, column})),
  explain: (line, column) => (flush(), ask({type: "explain", line, column})),
  moved() {},
  save: () => save(false),
});

function flush() {
  clearTimeout(timer);
  tell({type: "type", text: editor.text()});
}

function save(over) {
  if (!state.edit) return say("This preview only reads. Start it with: mlarch serve --edit", true);
  flush();
  tell({type: "save", over});
}

$("save").addEventListener("click", () => save(false));
$("keep").addEventListener("click", () => ($("conflict").close(), state.edit ? save(true) : null));
$("take").addEventListener("click", () => {
  editor.setText($("theirs").textContent);
  $("conflict").close();
  flush();
  if (state.edit) save(true);
});
$("later").addEventListener("click", () => $("conflict").close());

// ── the picture ──

const picture = createPicture($("picture"), {
  picked(id) {
    const part = state.outline?.parts[id];
    if (part) editor.reveal(part.place[0], part.place[1]);
    state.part = part ? id : null;
    showSliders();
  },
});
$("in").addEventListener("click", () => picture.zoom(1.25));
$("out").addEventListener("click", () => picture.zoom(0.8));
$("fit").addEventListener("click", () => picture.fit());

function light() {
  const chosen = state.findings.find((each) => each.id === state.chosen);
  const worst = new Map();
  for (const each of [...state.findings].reverse()) for (const id of each.components) worst.set(id, each.severity);
  picture.badge(worst);
  if (chosen) picture.light(chosen.components, chosen.witness, chosen.flows);
  else if (state.walk) picture.light(state.walk.slice(state.step, state.step + 1), state.walk.slice(Math.max(0, state.step - 1), state.step + 1), []);
  else picture.light([], [], []);
}

// ── views and scenarios ──

function fill(select, options, value) {
  select.replaceChildren(...options.map(([key, text]) => element("option", {value: key}, text)));
  select.value = options.some(([key]) => key === value) ? value : (options[0]?.[0] ?? "");
}

function showOutline(outline) {
  state.outline = outline;
  fill($("view"), [["", "whole"], ...outline.views.map((each) => [each, each])], $("view").value);
  fill($("scenario"), [["", "none"], ...Object.keys(outline.scenarios).map((each) => [each, each])], $("scenario").value);
  const walk = outline.scenarios[$("scenario").value] ?? null;
  if (JSON.stringify(walk) !== JSON.stringify(state.walk ?? null)) [state.walk, state.step] = [walk, 0];
  showStep();
  showSliders();
}

function showStep() {
  $("walk").hidden = !state.walk;
  if (state.walk) {
    const id = state.walk[state.step];
    $("step").textContent = `${state.step + 1} of ${state.walk.length}: ${state.outline.parts[id]?.name ?? id}`;
  }
}

function choose() {
  state.chosen = null;
  state.walk = state.outline?.scenarios[$("scenario").value] ?? null;
  state.step = 0;
  showStep();
  tell({type: "choose", view: $("view").value, scenario: $("scenario").value});
}

$("spec").addEventListener("change", () => tell({type: "open", path: $("spec").value}));
$("view").addEventListener("change", choose);
$("scenario").addEventListener("change", choose);
const walkTo = (step) => {
  state.step = Math.max(0, Math.min(state.walk.length - 1, step));
  state.chosen = null;
  showStep();
  light();
};
$("back").addEventListener("click", () => walkTo(state.step - 1));
$("next").addEventListener("click", () => walkTo(state.step + 1));

// ── findings ──

function showFindings() {
  const shown = state.findings.map((each) => {
    const chosen = each.id === state.chosen;
    return element(
      "div", {class: `finding ${each.severity}${chosen ? " chosen" : ""}`},
      element("button", {type: "button", class: "head", "aria-expanded": String(chosen), onclick: () => chooseFinding(each)},
        element("span", {class: "what"}, `${each.severity} ${each.rule} line ${each.place[0]}`), each.message),
      ...(chosen ? [element("p", {}, each.help), fixesOf(each)] : []),
    );
  });
  $("findings").replaceChildren(...(shown.length ? shown : [element("p", {class: "none"}, "No findings.")]));
  $("tab-findings").textContent = shown.length ? `Findings (${shown.length})` : "Findings";
}

function fixesOf(finding) {
  return element("div", {class: "fixes"}, ...finding.fixes.map((fix, number) =>
    element("button", {type: "button", title: fix.safe ? "Changes nothing that you intended" : "Adds to the design",
      onclick: () => (flush(), tell({type: "fix", finding: finding.id, fix: number}))}, fix.title)));
}

async function chooseFinding(finding) {
  state.chosen = state.chosen === finding.id ? null : finding.id;
  showFindings();
  light();
  picture.clearGhosts();
  if (state.chosen === null) return;
  editor.reveal(finding.place[0], finding.place[1]);
  const adding = finding.fixes.findIndex((fix) => !fix.accepts && !fix.safe);
  if (adding < 0) return;
  const svg = await ask({type: "try", finding: finding.id, fix: adding});
  if (svg && state.chosen === finding.id) {
    picture.ghosts(svg);
    light();
  }
}

// ── figures ──

const SLIDERS = {
  "requirements.daily_active_users": ["Daily active users", 0.1, 10],
  "requirements.peak_factor": ["Peak factor", 0.25, 4],
};
const short = (value) => {
  for (const [size, unit] of [[1e9, "B"], [1e6, "M"], [1e3, "k"]]) if (value >= size) return `${+(value / size).toPrecision(3)}${unit}`;
  return `${+value.toPrecision(3)}`;
};

function showSliders() {
  const wanted = Object.entries(SLIDERS).filter(([key]) => state.stated[key]).map(([key, [name, from, to]]) => ({key, name, from, to, value: state.stated[key]}));
  const part = state.part && state.outline?.parts[state.part];
  if (part?.replicas) wanted.push({key: `components.${state.part}.replicas`, name: `Replicas of ${part.name}`, from: 0.1, to: 10, value: part.replicas, whole: true});
  const signature = JSON.stringify(wanted);
  if (signature === state.sliders) return;
  state.sliders = signature;
  $("sliders").replaceChildren(...wanted.map(({key, name, from, to, value, whole}) => {
    const output = element("output", {}, state.values[key] ?? short(value));
    const input = element("input", {type: "range", min: Math.log(from), max: Math.log(to), step: 0.01, "aria-label": name,
      value: Math.log((state.numbers?.[key] ?? value) / value), oninput: () => {
        const moved = value * Math.exp(Number(input.value));
        const written = whole ? String(Math.max(1, Math.round(moved))) : short(moved);
        output.textContent = written;
        state.numbers = {...state.numbers, [key]: moved};
        state.values = {...state.values, [key]: written};
        tell({type: "what-if", values: state.values});
      }});
    return element("label", {}, name, output, input);
  }), ...(wanted.length ? [element("button", {type: "button", onclick: () => {
    [state.values, state.numbers, state.sliders] = [{}, {}, ""];
    tell({type: "what-if", values: {}});
    showSliders();
  }}, "As stated")] : []));
}

function showFigures(figures) {
  if (!figures) {
    $("sums").textContent = "No figures: the spec has errors.";
    $("chart").replaceChildren();
    return;
  }
  state.stated = figures.stated;
  showSliders();
  $("sums").textContent = figures.text;
  const root = $("chart").shadowRoot ?? $("chart").attachShadow({mode: "open"});
  picture.put(root, figures.chart);
}

const tabs = [$("tab-findings"), $("tab-figures")];
function openTab(tab) {
  for (const each of tabs) {
    each.setAttribute("aria-selected", String(each === tab));
    each.tabIndex = each === tab ? 0 : -1;
    $(each.getAttribute("aria-controls")).hidden = each !== tab;
  }
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

// ── the divider ──

function widen(percent) {
  const width = Math.max(15, Math.min(80, percent));
  $("writing").style.width = `${width}%`;
  $("divider").setAttribute("aria-valuenow", String(Math.round(width)));
}
$("divider").addEventListener("pointerdown", (event) => {
  $("divider").setPointerCapture(event.pointerId);
  $("divider").onpointermove = (move) => widen((100 * move.clientX) / innerWidth);
});
$("divider").addEventListener("pointerup", () => ($("divider").onpointermove = null));
$("divider").addEventListener("keydown", (event) => {
  const step = {ArrowLeft: -2, ArrowRight: 2}[event.key];
  if (step) widen(Number($("divider").getAttribute("aria-valuenow")) + step);
});

connect();
