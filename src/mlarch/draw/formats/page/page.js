"use strict";
(() => {
  const $ = (id) => document.getElementById(id);
  const data = JSON.parse($("data").textContent);
  const svg = document.querySelector("svg.mlarch");
  const view = $("view"), side = $("side");
  const SVG = "http://www.w3.org/2000/svg";

  /** An element with attributes and children. Text is always text: nothing here reads markup. */
  const make = (tag, attributes = {}, ...children) => {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (name === "click") node.addEventListener("click", value);
      else node.setAttribute(name, value);
    }
    node.append(...children.filter((child) => child !== null));
    return node;
  };
  const draw = (tag, attributes = {}, ...children) => {
    const node = document.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
    node.append(...children);
    return node;
  };
  const link = (text, click) => make("button", { type: "button", class: "link", click }, text);
  const say = (text) => { $("live").textContent = text; };

  const parts = new Map(data.parts.map((part) => [part.id, part]));
  const groups = new Map(data.groups.map((group) => [group.id, group]));
  const lines = new Map(data.lines.map((line) => [line.id, line]));
  const byKey = (kind, name = "key") =>
    new Map([...svg.querySelectorAll(`g.${kind}`)].map((node) => [node.dataset[name], node]));
  const cards = byKey("card"), panels = byKey("panel");
  const flows = byKey("flow", "line"), labels = byKey("label", "line");
  const nameOf = (id) => (parts.get(id) || groups.get(id) || { name: id }).name;
  const countOf = (count, word) => `${count} ${word}${count === 1 ? "" : "s"}`;

  /* ---- pan and zoom: the viewBox of the picture ------------------------------------------------- */

  const whole = svg.viewBox.baseVal;
  const paper = { x: 0, y: 0, width: whole.width, height: whole.height };
  // On screen the bar says the title: the picture begins below its own.
  const top = Math.min(...[...svg.querySelectorAll(".card,.panel,.flow,.label")].map((node) => node.getBBox().y));
  const page = { ...paper, y: top - 24, height: paper.height - top + 24 };
  let box = page;
  const show = () => svg.setAttribute("viewBox", `${box.x} ${box.y} ${box.width} ${box.height}`);

  /** The viewBox that has the shape of the window, so that a pixel of the pointer is a pixel of the picture. */
  const shaped = (area) => {
    const shape = view.clientWidth / Math.max(1, view.clientHeight);
    const width = Math.max(area.width, area.height * shape), height = width / shape;
    return { x: area.x - (width - area.width) / 2, y: area.y - (height - area.height) / 2, width, height };
  };
  const fit = () => { box = shaped(page); show(); };
  const zoom = (factor, x = box.x + box.width / 2, y = box.y + box.height / 2) => {
    const least = page.width / 40, most = Math.max(page.width, page.height) * 4;
    const width = Math.min(most, Math.max(least, box.width / factor)), by = width / box.width;
    box = { x: x - (x - box.x) * by, y: y - (y - box.y) * by, width, height: box.height * by };
    show();
  };
  const pan = (dx, dy) => { box.x += dx; box.y += dy; show(); };
  const at = (event) => {
    const frame = view.getBoundingClientRect();
    return [
      box.x + ((event.clientX - frame.left) / frame.width) * box.width,
      box.y + ((event.clientY - frame.top) / frame.height) * box.height,
    ];
  };
  /** Bring a card or panel into the window, nearer when it would be too small to read. */
  const reveal = (node) => {
    if (!node) return;
    const own = node.getBBox(), wide = Math.min(box.width, Math.max(900, own.width * 1.4));
    const inside = own.x > box.x && own.y > box.y && own.x + own.width < box.x + box.width &&
      own.y + own.height < box.y + box.height;
    if (inside && box.width <= 1.6 * wide) return;
    const height = (wide * view.clientHeight) / view.clientWidth;
    box = { x: own.x + own.width / 2 - wide / 2, y: own.y + own.height / 2 - height / 2, width: wide, height };
    show();
  };

  view.addEventListener("wheel", (event) => {
    event.preventDefault();
    zoom(Math.exp(-event.deltaY * (event.deltaMode ? 0.05 : 0.0018)), ...at(event));
  }, { passive: false });

  const fingers = new Map();
  let moved = false;
  view.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    fingers.set(event.pointerId, event);
    moved = false;
  });
  window.addEventListener("pointermove", (event) => {
    const before = fingers.get(event.pointerId);
    if (!before) return;
    const dx = event.clientX - before.clientX, dy = event.clientY - before.clientY;
    if (!moved && Math.hypot(dx, dy) < 4) return;
    moved = true;
    view.classList.add("drag");
    const scale = box.width / view.clientWidth;
    if (fingers.size === 1) pan(-dx * scale, -dy * scale);
    else {
      const other = [...fingers.values()].find((finger) => finger.pointerId !== event.pointerId);
      const away = (finger) => Math.hypot(finger.clientX - other.clientX, finger.clientY - other.clientY);
      zoom(away(event) / Math.max(1, away(before)), ...at(other));
    }
    fingers.set(event.pointerId, event);
  });
  for (const end of ["pointerup", "pointercancel"]) {
    window.addEventListener(end, (event) => {
      fingers.delete(event.pointerId);
      view.classList.remove("drag");
    });
  }
  new ResizeObserver(() => { box = shaped(box); show(); }).observe(view);
  let kept = null;
  window.addEventListener("beforeprint", () => { kept = box; box = paper; show(); });
  window.addEventListener("afterprint", () => { if (kept) box = kept; show(); });

  /* ---- what is hidden, and what is lit -------------------------------------------------------- */

  const planesOff = new Set(), folded = new Set();
  const hidden = new Set();      // ids of cards
  let chosen = null;             // {sort: "part" | "group" | "line", id}
  let traced = null;             // "up", "down" or null
  let trail = null;              // the finding whose parts are lit
  let walk = null, step = -1;    // the scenario that is played, and its step

  const foldOf = (id) => {
    for (let group = groups.get((parts.get(id) || {}).group); group; group = groups.get(group.parent)) {
      if (folded.has(group.id)) return group.id;
    }
    return "";
  };
  const insideFold = (group) => {
    for (let outer = groups.get(group.parent); outer; outer = groups.get(outer.parent)) {
      if (folded.has(outer.id)) return true;
    }
    return false;
  };
  const paintHidden = () => {
    hidden.clear();
    for (const part of data.parts) {
      const off = planesOff.has(part.plane);
      if (off || foldOf(part.id)) hidden.add(part.id);
      cards.get(part.id).classList.toggle("gone", hidden.has(part.id));
      part.off = off;
    }
    for (const line of data.lines) {
      const off = line.pairs.every((ends) => ends.some((end) => parts.get(end).off));
      const inside = line.pairs.every(([from, to]) => foldOf(from) && foldOf(from) === foldOf(to));
      line.gone = off || inside;
      for (const node of [flows.get(line.id), labels.get(line.id)]) {
        if (node) node.classList.toggle("gone", line.gone);
      }
    }
    for (const group of data.groups) {
      const empty = group.cards.length > 0 && group.cards.every((id) => parts.get(id).off);
      const gone = empty || insideFold(group);
      panels.get(group.id).classList.toggle("gone", gone);
      group.fold.classList.toggle("gone", gone || folded.has(group.id));
      group.cover.classList.toggle("gone", gone || !folded.has(group.id));
    }
  };

  /** Everything that can be reached from a part along the lines that are shown. */
  const reach = (start, way) => {
    const found = { parts: new Set([start]), lines: new Set() };
    const waiting = [start];
    while (waiting.length) {
      const here = waiting.pop();
      for (const line of data.lines) {
        for (const [from, to] of line.gone ? [] : line.pairs) {
          const [near, far] = way === "up" ? [to, from] : [from, to];
          if (near !== here) continue;
          found.lines.add(line.id);
          if (!found.parts.has(far)) { found.parts.add(far); waiting.push(far); }
        }
      }
    }
    return found;
  };
  const litNow = () => {
    if (walk) {
      const stops = walk.steps.flatMap((one) => [one.from, one.to]);
      return { parts: new Set(stops), lines: new Set(walk.steps.map((one) => one.line)) };
    }
    if (trail) {
      const on = new Set([...trail.parts, ...trail.path]);
      const steps = new Set(trail.path.slice(1).map((id, place) => `${trail.path[place]} ${id}`));
      const along = data.lines.filter((line) => line.pairs.some(([from, to]) => steps.has(`${from} ${to}`) || steps.has(`${to} ${from}`)));
      return { parts: on, lines: new Set([...trail.lines, ...along.map((line) => line.id)]) };
    }
    return traced && chosen && chosen.sort === "part" ? reach(chosen.id, traced) : null;
  };
  const paintLit = () => {
    const lit = litNow(), now = walk && walk.steps[step];
    const isOn = (sort, id) => Boolean(chosen) && chosen.sort === sort && chosen.id === id;
    svg.classList.toggle("some", Boolean(lit));
    for (const [id, node] of cards) {
      node.classList.toggle("lit", Boolean(lit) && lit.parts.has(id));
      node.classList.toggle("on", isOn("part", id));
      node.classList.toggle("near", Boolean(now) && (now.from === id || now.to === id));
      node.setAttribute("aria-pressed", String(isOn("part", id)));
    }
    for (const line of data.lines) {
      const touches = Boolean(chosen) && chosen.sort === "part" && !lit &&
        line.pairs.some((ends) => ends.includes(chosen.id));
      for (const node of [flows.get(line.id), labels.get(line.id)]) {
        if (!node) continue;
        node.classList.toggle("lit", Boolean(lit) && lit.lines.has(line.id));
        node.classList.toggle("near", touches || isOn("line", line.id));
        node.classList.toggle("now", Boolean(now) && now.line === line.id);
      }
    }
  };

  /* ---- details ---------------------------------------------------------------------------------- */

  const table = (rows) => make("table", {}, make("tbody", {}, ...rows.map(([name, value, computed]) =>
    make("tr", computed ? { class: "computed" } : {}, make("th", { scope: "row" }, name), make("td", {}, value)))));
  // What stands between backticks is code.
  const coded = (text) => text.split("`").map((words, index) => (index % 2 ? make("code", {}, words) : words));
  const findingBox = (finding) => make("div", { class: `finding ${finding.severity}` },
    make("b", {}, `${finding.severity} ${finding.rule}`), make("br"), ...coded(finding.text),
    finding.help ? make("p", { class: "muted" }, ...coded(finding.help)) : null,
    finding.parts.length || finding.lines.length ? make("div", { class: "row" },
      make("button", { type: "button", "aria-pressed": String(trail === finding), click: () => light(finding) }, "Show"),
      ...finding.parts.map((id) => link(nameOf(id), () => choose("part", id, true)))) : null);
  const light = (finding) => {
    if (walk) stop();
    traced = null;
    trail = trail === finding ? null : finding;
    paintLit();
    paintSide();
    say(trail ? `${countOf(litNow().parts.size, "part")} of ${finding.rule} shown` : "All parts shown");
    const button = side.querySelector(".finding [aria-pressed=true]");
    if (button) button.focus({ preventScroll: true });
  };
  const listOf = (title, items) => (items.length
    ? [make("h3", {}, title), make("ul", { class: "list" }, ...items.map((item) => make("li", {}, item)))] : []);
  const findingsOf = (found) => (found.length
    ? [make("h3", {}, countOf(found.length, "finding")), ...found.map(findingBox)] : []);

  const partList = () => {
    const homes = [...data.groups, { id: "", name: data.groups.length ? "In no group" : "All parts" }];
    return homes.flatMap((home) => listOf(home.name, data.parts.filter((part) => part.group === home.id)
      .map((part) => link(part.name, () => choose("part", part.id, true)))));
  };
  const overview = () => [
    make("h2", {}, data.title),
    make("p", {}, data.summary),
    data.figures.length ? make("ul", { class: "chips" }, ...data.figures.map((text) => make("li", {}, text))) : null,
    make("p", { class: "muted" }, `${countOf(data.parts.length, "part")}, ${countOf(data.lines.length, "flow")}. ` +
      "Choose a part, a flow or a group in the picture."),
    ...findingsOf(data.findings),
    make("div", { class: "parts" }, ...partList(),
      make("h3", {}, "In words"), make("p", {}, data.description)),
  ];
  const lineButton = (line, far, sign) =>
    link(`${sign} ${nameOf(far)}${line.role === "call" ? "" : ` (${line.role})`}`, () => choose("line", line.id, true));
  const partDetails = (part) => {
    const into = data.lines.filter((line) => line.pairs.some(([, to]) => to === part.id));
    const out = data.lines.filter((line) => line.pairs.some(([from]) => from === part.id));
    const tracer = (way, text) => make("button",
      { type: "button", "aria-pressed": String(traced === way), click: () => trace(way) }, text);
    return [
      make("h2", {}, part.name),
      make("p", { class: "muted" }, [part.kind, part.tech].filter(Boolean).join(" · ")),
      part.about ? make("p", {}, part.about) : null,
      part.link ? make("p", {}, make("a", { href: part.link, target: "_blank", rel: "noopener noreferrer" }, part.link)) : null,
      make("div", { class: "row" }, tracer("up", "Upstream"), tracer("down", "Downstream"),
        make("button", { type: "button", click: clear }, "Close")),
      ...findingsOf(data.findings.filter((finding) => finding.parts.includes(part.id))),
      part.rows.length ? table(part.rows) : null,
      part.group ? make("p", {}, "In ", link(nameOf(part.group), () => choose("group", part.group, true))) : null,
      ...listOf("Comes in", into.map((line) => lineButton(line, line.from, "←"))),
      ...listOf("Goes out", out.map((line) => lineButton(line, line.to, "→"))),
      ...listOf("Scenarios", data.scenarios
        .filter((one) => one.steps.some((it) => it.from === part.id || it.to === part.id))
        .map((one) => link(one.name, () => start(one)))),
    ];
  };
  const lineDetails = (line) => [
    make("h2", {}, `${nameOf(line.from)} → ${nameOf(line.to)}`),
    make("p", { class: "muted" }, line.role),
    make("p", {}, line.text),
    make("div", { class: "row" }, make("button", { type: "button", click: clear }, "Close")),
    ...findingsOf(data.findings.filter((finding) => finding.lines.includes(line.id))),
    line.rows.length ? table(line.rows) : null,
    ...listOf("Ends", [...new Set([line.from, line.to])].filter((id) => parts.has(id) || groups.has(id))
      .map((id) => link(nameOf(id), () => choose(parts.has(id) ? "part" : "group", id, true)))),
  ];
  const groupDetails = (group) => [
    make("h2", {}, group.name),
    make("p", { class: "muted" }, `Group of ${countOf(group.cards.length, "part")}`),
    make("div", { class: "row" },
      make("button", { type: "button", click: () => fold(group.id) }, folded.has(group.id) ? "Open" : "Collapse"),
      make("button", { type: "button", click: clear }, "Close")),
    ...listOf("Parts", group.cards.map((id) => link(nameOf(id), () => choose("part", id, true)))),
  ];
  const walkDetails = () => [
    make("h2", {}, walk.name),
    make("p", { class: "muted" }, `Scenario of ${countOf(walk.steps.length, "step")}`),
    make("ol", { class: "steps" }, ...walk.steps.map((one, place) => make("li",
      place === step ? { "aria-current": "step" } : {},
      link(`${nameOf(one.from)} → ${nameOf(one.to)}`, () => { pause(); go(place - step); })))),
    make("div", { class: "row" }, make("button", { type: "button", click: clear }, "Close")),
  ];
  const paintSide = () => {
    if (walk) { side.replaceChildren(...walkDetails()); return; }
    const pages = { part: () => partDetails(parts.get(chosen.id)), line: () => lineDetails(lines.get(chosen.id)),
      group: () => groupDetails(groups.get(chosen.id)) };
    side.replaceChildren(...(chosen ? pages[chosen.sort]() : overview()).filter((node) => node !== null));
    side.scrollTop = 0;
  };

  /* ---- choosing, tracing, collapsing ------------------------------------------------------------ */

  const remember = () => {
    const mark = chosen ? `#${chosen.sort}=${encodeURIComponent(chosen.id)}` : " ";
    try { history.replaceState(null, "", mark.trim() || location.pathname + location.search); } catch { /* a frame */ }
  };
  const choose = (sort, id, bring = false) => {
    if (sort === "part" && folded.size) {
      for (let group = foldOf(id); group; group = foldOf(id)) folded.delete(group);
      paintHidden();
    }
    if (sort === "part" && planesOff.has(parts.get(id).plane)) setPlane(parts.get(id).plane, true);
    if (walk) stop();
    trail = null;
    chosen = { sort, id };
    if (sort !== "part") traced = null;
    paintLit();
    paintSide();
    if (bring) reveal({ part: cards, group: panels, line: flows }[sort].get(id));
    if (sort === "part") roam(id);
    say(`${sort === "line" ? side.querySelector("h2").textContent : nameOf(id)}, details shown`);
    remember();
  };
  const clear = () => {
    if (!chosen && !walk && !traced && !trail) return;
    const before = chosen;
    chosen = traced = trail = null;
    stop();
    paintLit();
    paintSide();
    remember();
    say("Overview");
    if (before && before.sort === "part" && side.contains(document.activeElement)) cards.get(before.id).focus();
  };
  const trace = (way) => {
    if (!chosen || chosen.sort !== "part") return;
    trail = null;
    traced = traced === way ? null : way;
    if (walk) stop();
    paintLit();
    paintSide();
    const lit = litNow();
    say(lit ? `${countOf(lit.parts.size - 1, "part")} ${way === "up" ? "upstream" : "downstream"}` : "All parts shown");
    const button = side.querySelector(`[aria-pressed="${traced === way}"]`);
    if (button) button.focus({ preventScroll: true });
  };
  const fold = (id) => {
    if (!folded.delete(id)) folded.add(id);
    const group = groups.get(id);
    group.fold.setAttribute("aria-expanded", String(!folded.has(id)));
    if (chosen && chosen.sort === "part" && foldOf(chosen.id)) { chosen = { sort: "group", id }; traced = null; }
    paintHidden();
    paintLit();
    paintSide();
    (folded.has(id) ? group.cover : group.fold).focus({ preventScroll: true });
    say(`${group.name} ${folded.has(id) ? "collapsed" : "opened"}`);
  };

  /** A button on each panel that collapses it, and the lid that then covers it. */
  const firstCard = svg.querySelector("g.card");
  const onKey = (node, act) => node.addEventListener("keydown", (event) => {
    if (event.key === "Enter" || event.key === " ") { event.preventDefault(); event.stopPropagation(); act(); }
  });
  for (const group of data.groups) {
    const panel = panels.get(group.id), rect = panel.querySelector("rect"), heading = panel.querySelector("text");
    const x = Number(rect.getAttribute("x")), y = Number(rect.getAttribute("y"));
    const wide = Number(rect.getAttribute("width")), high = Number(rect.getAttribute("height"));
    // In the corner that the heading leaves free.
    const named = heading.getBBox(), taken = named.x + named.width > x + wide - 32 && named.x > x + 32;
    group.fold = draw("g", { class: "fold", role: "button", tabindex: "0", "aria-expanded": "true",
      "aria-label": `Collapse ${group.name}`, transform: `translate(${taken ? x + 10 : x + wide - 27} ${y + 8})` },
      draw("rect", { width: 17, height: 17, rx: 4 }), draw("path", { d: "M4.5 8.5h8" }));
    const middle = { x: x + wide / 2, "text-anchor": "middle", "font-size": 22 };
    const name = draw("text", { ...middle, y: y + high / 2, "font-weight": 700, class: heading.getAttribute("class") }, group.name);
    const count = draw("text", { ...middle, y: y + high / 2 + 26, class: "f-muted" }, countOf(group.cards.length, "part"));
    group.cover = draw("g", { class: "cover gone", role: "button", tabindex: "0", "aria-expanded": "false",
      "aria-label": `Open ${group.name}, ${countOf(group.cards.length, "part")}` }, rect.cloneNode(), name, count);
    for (const node of [group.fold, group.cover]) {
      node.addEventListener("click", () => { if (!moved) fold(group.id); });
      onKey(node, () => fold(group.id));
    }
    svg.insertBefore(group.fold, firstCard);
    panel.addEventListener("click", (event) => {
      if (!moved && event.target.closest("g") === panel) choose("group", group.id);
    });
  }
  for (const group of data.groups) svg.insertBefore(group.cover, firstCard);

  /* ---- cards and lines can be chosen, by pointer and by key -------------------------------------- */

  /** One card at a time is in the order of Tab; the arrow keys go from card to card. */
  const roam = (id) => {
    for (const [other, node] of cards) node.setAttribute("tabindex", other === id ? "0" : "-1");
  };
  const nextCard = (id, key) => {
    const centre = (node) => { const own = node.getBBox(); return [own.x + own.width / 2, own.y + own.height / 2]; };
    const [x, y] = centre(cards.get(id));
    let best = null, least = Infinity;
    for (const [other, node] of cards) {
      if (other === id || hidden.has(other)) continue;
      const [ox, oy] = centre(node);
      const [along, aside] = { ArrowRight: [ox - x, oy - y], ArrowLeft: [x - ox, oy - y],
        ArrowDown: [oy - y, ox - x], ArrowUp: [y - oy, ox - x] }[key];
      const cost = along + 2.5 * Math.abs(aside);
      if (along > 4 && cost < least) { best = other; least = cost; }
    }
    return best;
  };
  const worst = (found) => ["error", "warning", "info"].find((level) => found.some((one) => one.severity === level));
  for (const part of data.parts) {
    const node = cards.get(part.id), found = data.findings.filter((one) => one.parts.includes(part.id));
    node.setAttribute("role", "button");
    node.setAttribute("aria-label", [part.name, part.kind, part.tech,
      found.length ? countOf(found.length, "finding") : ""].filter(Boolean).join(", "));
    if (found.length) {
      const rect = node.querySelector("rect");
      node.append(draw("circle", { class: `flag ${worst(found)}`, r: 6,
        cx: Number(rect.getAttribute("x")) + Number(rect.getAttribute("width")) - 4, cy: Number(rect.getAttribute("y")) + 4 }));
    }
    node.addEventListener("click", () => { if (!moved) choose("part", part.id); });
    node.addEventListener("keydown", (event) => {
      if (event.key.startsWith("Arrow")) {
        const next = nextCard(part.id, event.key);
        event.preventDefault();
        event.stopPropagation();
        if (next) { roam(next); cards.get(next).focus(); reveal(cards.get(next)); }
      }
    });
    onKey(node, () => choose("part", part.id));
  }
  if (data.parts.length) roam(data.parts[0].id);
  for (const line of data.lines) {
    const node = flows.get(line.id), path = node.querySelector("path");
    // A line that leaves or joins a shared trunk is shown whole when it is lit.
    const shared = { fill: "none", stroke: path.getAttribute("stroke"), "stroke-width": 1.5,
      "stroke-dasharray": path.getAttribute("stroke-dasharray") || "none" };
    for (const points of [line.lead, line.tail]) {
      const d = `M${points.map((point) => point.join(" ")).join("L")}`;
      if (points.length) node.append(draw("path", { ...shared, class: `trunk ${path.getAttribute("class")}`, d }));
    }
    node.append(draw("path", { class: "grip", d: path.getAttribute("d") }));
    for (const one of [node, labels.get(line.id)]) {
      if (one) one.addEventListener("click", () => { if (!moved) choose("line", line.id); });
    }
  }
  view.addEventListener("click", (event) => {
    if (!moved && !event.target.closest(".card,.flow,.label,.panel,.fold,.cover")) clear();
  });

  /* ---- planes ------------------------------------------------------------------------------------- */

  const setPlane = (plane, on) => {
    if (on) planesOff.delete(plane); else planesOff.add(plane);
    $("planes").querySelector(`input[value="${plane}"]`).checked = on;
    paintHidden();
    paintLit();
    say(`${plane} ${on ? "shown" : "hidden"}`);
  };
  for (const plane of data.planes) {
    const input = make("input", { type: "checkbox", value: plane, class: `plane-${plane}` });
    input.checked = true;
    input.addEventListener("change", () => setPlane(plane, input.checked));
    $("planes").append(make("label", {}, input, plane));
  }
  $("planes").hidden = data.planes.length < 2;

  /* ---- search ------------------------------------------------------------------------------------- */

  const search = $("search"), results = $("results");
  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const entries = [
    ...data.parts.map((part) => ({ sort: "part", id: part.id, name: part.name,
      hint: [part.kind, part.tech, nameOf(part.group)].filter(Boolean).join(" · "),
      words: plain([part.name, part.id, part.kind, part.tech, part.about].join(" ")) })),
    ...data.groups.map((group) => ({ sort: "group", id: group.id, name: group.name, hint: "group",
      words: plain(`${group.name} ${group.id}`) })),
    ...data.lines.map((line) => ({ sort: "line", id: line.id, name: `${nameOf(line.from)} → ${nameOf(line.to)}`,
      hint: line.rows.filter((row) => !row[2]).map((row) => row[1]).join(" · "), words: plain(line.text) })),
  ];
  let matches = [], marked = -1;
  const mark = (index) => {
    marked = index;
    [...results.children].forEach((item, place) => item.setAttribute("aria-selected", String(place === index)));
    const item = results.children[index];
    if (item) { search.setAttribute("aria-activedescendant", item.id); item.scrollIntoView({ block: "nearest" }); }
    else search.removeAttribute("aria-activedescendant");
  };
  const close = () => { results.hidden = true; search.setAttribute("aria-expanded", "false"); mark(-1); };
  const find = () => {
    const words = plain(search.value).split(/\s+/).filter(Boolean);
    matches = words.length ? entries.filter((entry) => words.every((word) => entry.words.includes(word)))
      .sort((a, b) => plain(b.name).includes(words[0]) - plain(a.name).includes(words[0])).slice(0, 20) : [];
    results.replaceChildren(...matches.map((entry, place) => {
      const item = make("li", { role: "option", id: `match-${place}`, "aria-selected": "false" },
        entry.name, make("small", {}, entry.hint));
      item.addEventListener("pointerdown", (event) => { event.preventDefault(); pick(place); });
      return item;
    }));
    if (words.length && !matches.length) {
      results.append(make("li", { role: "option", "aria-disabled": "true", "aria-selected": "false" }, "Nothing is called so"));
    }
    results.hidden = !words.length;
    search.setAttribute("aria-expanded", String(words.length > 0));
    mark(matches.length ? 0 : -1);
    if (words.length) say(countOf(matches.length, "match").replace(/matchs$/, "matches"));
  };
  const pick = (place) => {
    const entry = matches[place];
    if (!entry) return;
    close();
    choose(entry.sort, entry.id, true);
    if (entry.sort === "part") cards.get(entry.id).focus({ preventScroll: true });
  };
  search.addEventListener("input", find);
  search.addEventListener("focus", find);
  search.addEventListener("blur", close);
  search.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (matches.length) mark((marked + (event.key === "ArrowDown" ? 1 : matches.length - 1)) % matches.length);
    } else if (event.key === "Enter") pick(marked);
    else if (event.key === "Escape") { search.value = ""; close(); search.blur(); view.focus(); }
    event.stopPropagation();
  });

  /* ---- scenarios ---------------------------------------------------------------------------------- */

  let timer = 0;
  const walks = data.scenarios.filter((one) => one.steps.length);
  const pause = () => {
    clearInterval(timer);
    timer = 0;
    $("play").textContent = "▶";
    $("play").setAttribute("aria-label", "Play");
  };
  const stop = () => { pause(); walk = null; step = -1; $("walk").value = ""; paintStep(); };
  const paintStep = () => {
    const now = walk && walk.steps[step];
    $("step").textContent = now ? `${step + 1} of ${walk.steps.length}: ${nameOf(now.from)} → ${nameOf(now.to)}`
      : walk ? `${countOf(walk.steps.length, "step")}` : "Choose a scenario to play it";
    $("back").disabled = !walk || step <= 0;
    $("next").disabled = !walk || step >= walk.steps.length - 1;
    $("play").disabled = !walk;
  };
  const start = (one) => {
    pause();
    walk = one;
    step = 0;
    chosen = traced = trail = null;
    $("walk").value = String(walks.indexOf(one));
    for (const it of walk.steps) for (const id of [it.from, it.to]) {
      for (let group = foldOf(id); group; group = foldOf(id)) folded.delete(group);
    }
    paintHidden();
    paintLit();
    paintSide();
    paintStep();
  };
  const go = (by) => {
    if (!walk) return;
    const to = step + by;
    if (to < 0 || to >= walk.steps.length) { pause(); return; }
    step = to;
    paintLit();
    paintStep();
    const focused = side.contains(document.activeElement);
    paintSide();
    const current = side.querySelector("[aria-current] button");
    if (focused) current.focus({ preventScroll: true });
    current.scrollIntoView({ block: "nearest" });
  };
  const play = () => {
    if (timer) { pause(); return; }
    if (!walk) return;
    if (step >= walk.steps.length - 1) { step = -1; }
    go(1);
    timer = setInterval(() => go(1), 1400);
    $("play").textContent = "❚❚";
    $("play").setAttribute("aria-label", "Pause");
  };
  $("player").hidden = !walks.length;
  $("walk").append(make("option", { value: "" }, "Scenarios"),
    ...walks.map((one, place) => make("option", { value: String(place) }, one.name)));
  $("walk").addEventListener("change", (event) => {
    const one = walks[Number(event.target.value)];
    if (event.target.value !== "" && one) start(one); else clear();
  });
  $("back").addEventListener("click", () => { pause(); go(-1); });
  $("next").addEventListener("click", () => { pause(); go(1); });
  $("play").addEventListener("click", play);

  /* ---- the bar and the keys ------------------------------------------------------------------------ */

  $("name").textContent = data.title;
  $("in").addEventListener("click", () => zoom(1.3));
  $("out").addEventListener("click", () => zoom(1 / 1.3));
  $("fit").addEventListener("click", fit);
  const themes = ["auto", "light", "dark"];
  const setTheme = (theme) => {
    document.documentElement.dataset.theme = theme;
    $("theme").textContent = `Theme: ${theme}`;
  };
  setTheme(document.documentElement.dataset.theme);
  $("theme").addEventListener("click", () => {
    setTheme(themes[(themes.indexOf(document.documentElement.dataset.theme) + 1) % themes.length]);
  });
  $("help").addEventListener("click", () => $("keys").showModal());
  $("keys-close").addEventListener("click", () => $("keys").close());

  document.addEventListener("keydown", (event) => {
    const typing = event.target.matches("input,select,textarea") || $("keys").open;
    if (event.ctrlKey || event.metaKey || event.altKey || typing) return;
    const far = box.width / 12;
    const acts = { "/": () => { search.focus(); search.select(); }, "+": () => zoom(1.3), "=": () => zoom(1.3),
      "-": () => zoom(1 / 1.3), 0: fit, Escape: clear, u: () => trace("up"), d: () => trace("down"),
      n: () => { pause(); go(1); }, p: () => { pause(); go(-1); }, "?": () => $("keys").showModal() };
    if (document.activeElement === view) {
      Object.assign(acts, { ArrowLeft: () => pan(-far, 0), ArrowRight: () => pan(far, 0), ArrowUp: () => pan(0, -far),
        ArrowDown: () => pan(0, far) });
    }
    if (walk && !event.target.matches("button,a,[role=button]")) acts[" "] = play;
    if (acts[event.key]) { event.preventDefault(); acts[event.key](); }
  });

  paintHidden();
  paintSide();
  paintStep();
  fit();
  const asked = /^#(part|group|line)=(.*)$/.exec(location.hash);
  if (asked) {
    let id = "";
    try { id = decodeURIComponent(asked[2]); } catch { /* not ours */ }
    if ({ part: parts, group: groups, line: lines }[asked[1]].has(id)) choose(asked[1], id, true);
  }
})();
