// The picture: moved, zoomed, replaced while its parts glide, and lit. It lives in a shadow root of its own, so that
// its styles touch nothing else; they are put there as a sheet, which the page's policy allows.

const LIT = `
  svg.mlarch { display: block; width: 100%; height: 100%; }
  .card { cursor: pointer; }
  .dim .card:not(.lit), .dim .flow:not(.lit), .dim .label:not(.lit) { opacity: 0.28; }
  .card.lit > rect:first-of-type { stroke: var(--lit); stroke-width: 3; }
  .flow.lit path { stroke-width: 3.2; }
  .card.error > rect:first-of-type { stroke: var(--error); stroke-width: 2.4; }
  .card.warning > rect:first-of-type { stroke: var(--warning); stroke-width: 2.2; }
  .ghost { opacity: 0.75; }
  .card.ghost > rect:first-of-type { stroke: var(--ghost); stroke-width: 2; stroke-dasharray: 6 4; }
  .flow.ghost path { stroke: var(--ghost); stroke-dasharray: 6 4; }
  .flow, .label, .panel { transition: none; }
`;
const GLIDE = 260;
const still = matchMedia("(prefers-reduced-motion: reduce)");

function parsed(text) {
  // Style elements are taken out of the text: the page's policy does not let a parser apply them.
  let css = "";
  const bare = text.replace(/<style>([^]*?)<\/style>/g, (_, inner) => ((css += inner), ""));
  const svg = new DOMParser().parseFromString(bare, "image/svg+xml").documentElement;
  for (const each of svg.querySelectorAll("script")) each.remove();
  return [document.importNode(svg, true), css];
}

export function createPicture(host, {picked}) {
  const root = host.attachShadow({mode: "open"});
  const own = new CSSStyleSheet();
  own.replaceSync(LIT);
  let svg = null, box = null, full = null, real = null;

  const keyed = (selector) => new Map([...(svg?.querySelectorAll(selector) ?? [])].map((each) => [each.dataset.key, each]));
  const placeOf = (card) => {
    const rect = card.querySelector("rect");
    return rect ? [Number(rect.getAttribute("x")), Number(rect.getAttribute("y"))] : null;
  };

  function look() {
    if (svg && box) svg.setAttribute("viewBox", box.join(" "));
  }

  function put(where, text) {
    const [made, css] = text ? parsed(text) : [null, ""];
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    where.adoptedStyleSheets = [sheet, ...(where === root ? [own] : [])];
    where.replaceChildren(...(made ? [made] : []));
    return made;
  }

  function replace(text) {
    const before = new Map([...keyed(".card")].map(([key, card]) => [key, placeOf(card)]));
    const first = svg === null;
    svg = put(root, text);
    svg.classList.add("mlarch");
    const now = svg.getAttribute("viewBox").split(/\s+/).map(Number);
    svg.removeAttribute("width");
    svg.removeAttribute("height");
    const fitted = box && full && box.every((each, index) => each === full[index]);
    full = now;
    if (first || fitted) box = [...now];
    look();
    if (!still.matches) glide(before);
  }

  function glide(before) {
    for (const [key, card] of keyed(".card")) {
      const [old, place] = [before.get(key), placeOf(card)];
      if (!before.size || !place) continue;
      if (!old) card.animate([{opacity: 0}, {opacity: 1}], {duration: GLIDE});
      else if (old[0] !== place[0] || old[1] !== place[1]) {
        card.animate(
          [{transform: `translate(${old[0] - place[0]}px, ${old[1] - place[1]}px)`}, {transform: "none"}],
          {duration: GLIDE, easing: "ease-out"},
        );
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
    zoomAt(Math.exp(-event.deltaY / 400), at.x, at.y);
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
      removeEventListener("pointermove", move);
      removeEventListener("pointerup", stop);
      host.classList.remove("dragged");
      if (!moved) picked(target?.dataset.key ?? null);
    };
    addEventListener("pointermove", move);
    addEventListener("pointerup", stop);
  });

  host.addEventListener("keydown", (event) => {
    if (!box) return;
    const step = box[2] / 12;
    const moves = {ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step]};
    if (moves[event.key]) {
      box = [box[0] + moves[event.key][0], box[1] + moves[event.key][1], box[2], box[3]];
      look();
    } else if (event.key === "+" || event.key === "=") api.zoom(1.25);
    else if (event.key === "-") api.zoom(0.8);
    else if (event.key === "0") api.fit();
    else return;
    event.preventDefault();
  });

  const api = {
    put,
    show(text) {
      real = text;
      replace(text);
    },
    forget() {
      [svg, box, full, real] = [null, null, null, null];
      root.replaceChildren();
    },
    // The picture as it would be after a fix, with what is new marked.
    ghosts(text) {
      const known = new Set([...keyed(".card, .panel").keys(), ...keyed(".flow").keys()]);
      replace(text);
      for (const each of svg.querySelectorAll(".card, .flow, .label")) each.classList.toggle("ghost", !known.has(each.dataset.key));
    },
    clearGhosts() {
      if (real && svg?.querySelector(".ghost")) replace(real);
    },
    badge(worst) {
      for (const [key, card] of keyed(".card")) {
        card.classList.toggle("error", worst.get(key) === "error");
        card.classList.toggle("warning", worst.get(key) === "warning");
      }
    },
    light(parts, path, flows) {
      if (!svg) return;
      const cards = new Set([...parts, ...path]);
      const links = new Set(flows.map((each) => each.join(" ")));
      for (let step = 1; step < path.length; step += 1) {
        links.add(`${path[step - 1]} ${path[step]}`);
        links.add(`${path[step]} ${path[step - 1]}`);
      }
      svg.classList.toggle("dim", cards.size + links.size > 0);
      for (const [key, card] of keyed(".card")) card.classList.toggle("lit", cards.has(key));
      for (const each of svg.querySelectorAll(".flow, .label")) each.classList.toggle("lit", links.has(each.dataset.key) || each.classList.contains("ghost"));
      for (const each of svg.querySelectorAll(".card.ghost")) each.classList.add("lit");
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
