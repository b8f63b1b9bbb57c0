// The picture: moved, zoomed, replaced while its parts glide, and lit. It lives in a shadow root of its own, so that
// its styles touch nothing else; they are put there as a sheet, which the page's policy allows.

const OWN = `
  svg.mlarch { display: block; width: 100%; height: 100%; }
  .title { display: none; }
  .card { cursor: pointer; }
  .card:focus { outline: none; }
  .card:focus-visible > rect:first-of-type, .card.near > rect:first-of-type { stroke: var(--focus); stroke-width: 3; }
  .dim .card:not(.lit), .dim .flow:not(.lit), .dim .label:not(.lit) { opacity: 0.25; }
  .card.lit > rect:first-of-type { stroke: var(--lit); stroke-width: 3; }
  .flow.lit path { stroke-width: 3.2; }
  .flag { stroke: var(--page); stroke-width: 1.5; }
  .flag.error { fill: var(--error); }
  .flag.warning { fill: var(--warning); }
  .flag.info { fill: var(--info); }
  .card.ghost > rect:first-of-type { stroke: var(--ghost); stroke-width: 2.5; stroke-dasharray: 6 4; fill-opacity: 0.6; }
  .flow.ghost path { stroke: var(--ghost); stroke-dasharray: 6 4; }
  .label.ghost text { fill: var(--ghost); }
`;
const GLIDE = 260;
const SVG = "http://www.w3.org/2000/svg";
const still = matchMedia("(prefers-reduced-motion: reduce)");

const fonts = new CSSStyleSheet();
document.adoptedStyleSheets = [...document.adoptedStyleSheets, fonts];
let loaded = "";
const sheets = new Map();

// A sheet of some rules. Fonts count only where the whole document has them; the last sheets are kept.
function sheetOf(css) {
  let own = sheets.get(css);
  if (!own) {
    const faces = css.match(/@font-face\s*{[^}]*}/g)?.join("\n") ?? "";
    if (faces !== loaded) fonts.replaceSync((loaded = faces));
    own = new CSSStyleSheet();
    own.replaceSync(css.replace(/@font-face\s*{[^}]*}/g, ""));
    if (sheets.size > 4) sheets.clear();
    sheets.set(css, own);
  }
  return own;
}

function parsed(text) {
  // Style elements are taken out of the text: the page's policy does not let a parser apply them.
  let css = "";
  const bare = text.replace(/<style>([^]*?)<\/style>/g, (_, inner) => ((css += inner), ""));
  const svg = new DOMParser().parseFromString(bare, "image/svg+xml").documentElement;
  for (const each of svg.querySelectorAll("script")) each.remove();
  return [svg, css];
}

// The lines of a picture that stand for one thing each, and the symbols.
const THINGS = /^<(g) .*<\/g>$|^<(defs)>[^]*?^<\/defs>$/gm;

// How far up a part of a picture reaches, by its numbers: asking for its box would lay out the whole.
function topOf(part) {
  const rects = [...part.querySelectorAll("rect, use")].map((each) => Number(each.getAttribute("y")));
  const texts = [...part.querySelectorAll("text")].map((each) => each.getAttribute("y") - each.getAttribute("font-size"));
  const points = [...part.querySelectorAll("path")].flatMap((each) => [...each.getAttribute("d").matchAll(/[-\d.]+ ([-\d.]+)/g)].map((at) => Number(at[1])));
  return Math.min(...rects, ...texts, ...points);
}

// Put a picture, or nothing, into a shadow root.
export function put(root, text, ...more) {
  const [made, css] = text ? parsed(text) : [null, ""];
  root.adoptedStyleSheets = [sheetOf(css), ...more];
  root.replaceChildren(...(made ? [document.importNode(made, true)] : []));
}

export function createPicture(host, {picked}) {
  const root = host.attachShadow({mode: "open"});
  const own = new CSSStyleSheet();
  own.replaceSync(OWN);
  let svg = null, box = null, full = null, real = null, shown = "";
  let live = new Map(); // what is on the page, with marks of our own, by the lines as they came

  const keyed = (selector) => new Map([...(svg?.querySelectorAll(selector) ?? [])].map((each) => [each.dataset.key, each]));
  const frameOf = (part) => {
    const rect = part.querySelector("rect");
    return rect ? ["x", "y", "width", "height"].map((name) => Number(rect.getAttribute(name))) : null;
  };
  const framesOf = (selector) => new Map([...keyed(selector)].map(([key, part]) => [key, frameOf(part)]));

  function look() {
    if (svg && box) svg.setAttribute("viewBox", box.map((each) => +each.toFixed(2)).join(" "));
  }

  // Put the new picture in place of the old. What stands on the same line stays, and is not even read: both are dear.
  function patch(text) {
    const before = live, lines = [], nodes = [];
    const [made, css] = parsed(text.replace(THINGS, (line, group, defs) => {
      nodes.push(before.get(line)?.pop());
      const name = group ?? defs, number = lines.push(line) - 1;
      return nodes[number] ? `<g data-at="${number}"/>` : line.replace(`<${name}`, `<${name} data-at="${number}"`);
    }));
    const sheet = sheetOf(css);
    if (root.adoptedStyleSheets[0] !== sheet) root.adoptedStyleSheets = [sheet, own];
    if (!svg) {
      svg = document.importNode(made, false);
      root.replaceChildren(svg);
    }
    for (const name of ["width", "height", "viewBox"]) svg.setAttribute(name, made.getAttribute(name));
    live = new Map();
    const wanted = new Set([...made.children].map((child) => {
      const line = lines[child.dataset.at], node = nodes[child.dataset.at] ?? document.importNode(child, true);
      node.removeAttribute("data-at");
      if (line) live.set(line, [...(live.get(line) ?? []), node]);
      return node;
    }));
    for (const child of [...svg.children]) if (!wanted.has(child)) child.remove();
    let at = svg.firstElementChild;
    for (const node of wanted) {
      if (node === at) at = at.nextElementSibling;
      else svg.insertBefore(node, at);
    }
  }

  function replace(text) {
    if (text === shown) return;
    shown = text;
    const before = {cards: framesOf(".card"), panels: framesOf(".panel"), flows: new Map([...keyed(".flow")].map(([key, flow]) => [key, flow.querySelector("path")?.getAttribute("d")]))};
    const focused = root.activeElement?.dataset.key;
    const first = svg === null;
    patch(text);
    const [x, y, width, height] = svg.getAttribute("viewBox").split(/\s+/).map(Number);
    svg.setAttribute("role", "group"); // its cards are buttons
    svg.removeAttribute("width");
    svg.removeAttribute("height");
    // On this page the header says the title: the picture begins below its own.
    const top = Math.min(...[...svg.querySelectorAll(".card, .panel, .flow, .label")].map(topOf), y + height);
    const now = [x, Math.max(y, top - 24), width, height - Math.max(0, top - 24 - y)];
    const fitted = box && full && box.every((each, index) => each === full[index]);
    full = now;
    if (first || fitted) box = [...now];
    look();
    for (const [key, card] of keyed(".card")) {
      card.setAttribute("tabindex", "0");
      card.setAttribute("role", "button");
      if (key === focused) card.focus({preventScroll: true});
    }
    if (!still.matches && !first) glide(before);
  }

  function glide(before) {
    const timing = {duration: GLIDE, easing: "ease-out"};
    for (const [parts, old] of [[keyed(".card"), before.cards], [keyed(".panel"), before.panels]]) {
      for (const [key, part] of parts) {
        const [was, is] = [old.get(key), frameOf(part)];
        if (!is) continue;
        if (!was) part.animate([{opacity: 0}, {opacity: 1}], timing);
        else if (was.some((each, index) => each !== is[index])) {
          const scale = `scale(${was[2] / is[2]}, ${was[3] / is[3]})`;
          const from = `translate(${was[0] - is[0] * (was[2] / is[2])}px, ${was[1] - is[1] * (was[3] / is[3])}px) ${scale}`;
          part.animate([{transform: from}, {transform: "none"}], timing);
        }
      }
    }
    // A line that runs elsewhere appears while the cards arrive at its ends.
    for (const [key, flow] of keyed(".flow")) {
      if (before.flows.get(key) !== flow.querySelector("path")?.getAttribute("d")) {
        flow.animate([{opacity: 0}, {opacity: 1}], {...timing, easing: "ease-in"});
      }
    }
  }

  function zoomAt(factor, x, y) {
    if (!box) return;
    const width = Math.min(full[2] * 4, Math.max(full[2] / 40, box[2] / factor));
    const used = width / box[2];
    box = [x - (x - box[0]) * used, y - (y - box[1]) * used, width, box[3] * used];
    look();
  }

  function pointAt(event) {
    const matrix = svg?.getScreenCTM()?.inverse();
    return matrix ? new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix) : {x: 0, y: 0};
  }

  host.addEventListener("wheel", (event) => {
    event.preventDefault();
    const at = pointAt(event);
    zoomAt(Math.exp(-event.deltaY * (event.deltaMode ? 0.05 : 0.0025)), at.x, at.y);
  }, {passive: false});

  host.addEventListener("pointerdown", (event) => {
    if (!svg || event.button) return;
    const [start, from] = [[event.clientX, event.clientY], [...box]];
    const scale = 1 / (svg.getScreenCTM()?.a || 1);
    let moved = false;
    const target = event.composedPath().find((each) => each.classList?.contains("card"));
    const move = (next) => {
      moved ||= Math.hypot(next.clientX - start[0], next.clientY - start[1]) > 4;
      if (!moved) return;
      host.classList.add("dragged");
      box = [from[0] - (next.clientX - start[0]) * scale, from[1] - (next.clientY - start[1]) * scale, from[2], from[3]];
      look();
    };
    const stop = () => {
      for (const [name, act] of [["pointermove", move], ["pointerup", stop], ["pointercancel", stop]]) removeEventListener(name, act);
      host.classList.remove("dragged");
      if (!moved) picked(target?.dataset.key ?? null);
    };
    for (const [name, act] of [["pointermove", move], ["pointerup", stop], ["pointercancel", stop]]) addEventListener(name, act);
  });

  host.addEventListener("keydown", (event) => {
    if (!box || event.ctrlKey || event.metaKey || event.altKey) return;
    const step = box[2] / 12;
    const moves = {ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step]};
    const card = event.composedPath().find((each) => each.classList?.contains("card"));
    if (card && (event.key === "Enter" || event.key === " ")) picked(card.dataset.key);
    else if (moves[event.key]) {
      box = [box[0] + moves[event.key][0], box[1] + moves[event.key][1], box[2], box[3]];
      look();
    } else if (event.key === "+" || event.key === "=") api.zoom(1.25);
    else if (event.key === "-") api.zoom(0.8);
    else if (event.key === "0") api.fit();
    else return;
    event.preventDefault();
  });

  const api = {
    // One that is `arranged` shows the same text as before: it waits until nobody looks at ghosts.
    show(text, arranged) {
      real = text;
      if (!arranged || !svg?.querySelector(".ghost")) api.clearGhosts();
    },
    forget() {
      [svg, box, full, real, shown] = [null, null, null, null, ""];
      live = new Map();
      root.replaceChildren();
    },
    // The picture as it would be after a fix, with what is new marked.
    ghosts(text) {
      const known = new Set([...keyed(".card, .panel").keys(), ...keyed(".flow").keys()]);
      replace(text);
      for (const each of svg.querySelectorAll(".card, .flow, .label")) each.classList.toggle("ghost", !known.has(each.dataset.key));
    },
    // A fix that was made gives the very picture that showed its ghosts: then only their marks go.
    clearGhosts() {
      if (real) replace(real);
      for (const each of svg?.querySelectorAll(".ghost") ?? []) each.classList.remove("ghost");
    },
    // Flags at the corners of cards: for each part its worst finding and how many there are; `parts` name the cards.
    flag(worst, parts) {
      for (const [key, card] of keyed(".card")) {
        const found = worst.get(key), frame = frameOf(card), before = card.querySelector(".flag");
        const about = found ? `, ${found.count} finding${found.count > 1 ? "s" : ""}, worst: ${found.severity}` : "";
        card.setAttribute("aria-label", `${parts[key]?.name ?? key}, ${parts[key]?.kind ?? "new"}${about}`);
        if (!found || !frame) {
          before?.remove();
          continue;
        }
        const flag = before ?? document.createElementNS(SVG, "circle");
        for (const [name, value] of [["class", `flag ${found.severity}`], ["r", 6], ["cx", frame[0] + frame[2] - 4], ["cy", frame[1] + 4]]) flag.setAttribute(name, value);
        if (!before) card.append(flag);
      }
    },
    // The ids that have a card.
    cards: () => new Set(keyed(".card").keys()),
    // Light cards and lines, both by their keys; `near` is where the cursor stands.
    light(parts, lines, near) {
      if (!svg) return;
      const cards = new Set(parts.filter(Boolean)), links = new Set(lines);
      svg.classList.toggle("dim", cards.size + links.size > 0);
      for (const [key, card] of keyed(".card")) {
        card.classList.toggle("lit", cards.has(key) || card.classList.contains("ghost"));
        card.classList.toggle("near", key === near);
      }
      for (const each of svg.querySelectorAll(".flow, .label")) each.classList.toggle("lit", links.has(each.dataset.key) || each.classList.contains("ghost"));
    },
    zoom(factor) {
      if (box) zoomAt(factor, box[0] + box[2] / 2, box[1] + box[3] / 2);
    },
    fit() {
      if (full) box = [...full];
      look();
    },
  };
  return api;
}
