// The figures: what is computed, and sliders that ask what would be with other numbers.
import {put} from "/static/picture.js";

const SLIDERS = {
  "requirements.daily_active_users": ["Daily active users", 0.1, 10],
  "requirements.peak_factor": ["Peak factor", 0.25, 4],
};
const short = (value) => {
  for (const [size, unit] of [[1e9, "B"], [1e6, "M"], [1e3, "k"]]) if (value >= size) return `${+(value / size).toPrecision(3)}${unit}`;
  return `${+value.toPrecision(3)}`;
};

// host: {sliders, chart, sums, element, asked(values)}
export function createFigures(host) {
  const {element} = host;
  const root = host.chart.attachShadow({mode: "open"});
  const fitting = new CSSStyleSheet();
  fitting.replaceSync("svg { max-width: 100%; height: auto; }");
  let stated = {}, part = null, moved = {}, signature = "";

  const written = () => Object.fromEntries(Object.entries(moved).map(([key, {text}]) => [key, text]));

  function slider({key, name, from, to, value, whole}) {
    const output = element("output", {}, moved[key]?.text ?? short(value));
    const input = element("input", {
      type: "range", min: Math.log(from), max: Math.log(to), step: 0.01, "aria-label": name,
      value: Math.log((moved[key]?.number ?? value) / value),
      oninput() {
        const number = value * Math.exp(Number(input.value));
        const text = whole ? String(Math.max(1, Math.round(number))) : short(number);
        moved = {...moved, [key]: {number, text}};
        tell();
        host.asked(written());
      },
    });
    const tell = () => {
      output.textContent = moved[key]?.text ?? short(value);
      input.setAttribute("aria-valuetext", output.textContent);
    };
    tell();
    return element("label", {}, name, output, input);
  }

  function show() {
    const wanted = Object.entries(SLIDERS).filter(([key]) => stated[key])
      .map(([key, [name, from, to]]) => ({key, name, from, to, value: stated[key]}));
    if (part?.replicas) {
      wanted.push({key: `components.${part.id}.replicas`, name: `Replicas of ${part.name}`, from: 0.1, to: 10, value: part.replicas, whole: true});
    }
    if (JSON.stringify(wanted) === signature) return;
    signature = JSON.stringify(wanted);
    const asStated = element("button", {type: "button", onclick() {
      [moved, signature] = [{}, ""];
      show();
      host.asked({});
    }}, "As stated");
    host.sliders.replaceChildren(...wanted.map(slider), ...(wanted.length ? [asStated] : []));
  }

  return {
    values: written,
    show(figures) {
      host.sums.textContent = figures ? figures.text : "No figures: the spec has errors.";
      put(root, figures?.chart, fitting);
      if (figures) stated = figures.stated;
      show();
    },
    // The part whose replicas can be moved.
    about(chosen) {
      part = chosen;
      show();
    },
    // Another spec is shown, of which nothing is known yet.
    forget() {
      [stated, part, moved, signature] = [{}, null, {}, ""];
      host.sums.textContent = "Being computed …";
      put(root, "");
      show();
    },
  };
}
