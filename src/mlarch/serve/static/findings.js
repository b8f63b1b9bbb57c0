// The findings below the picture: a list in which one is open, with what can be done about it.

// host: {list, tab, element, chosen(finding or null), fix(finding, number)}
export function createFindings(host) {
  const {element} = host;
  let found = [], open = null;

  // What stands between backticks is code.
  const words = (text) => text.split("`").map((part, index) => (index % 2 ? element("code", {}, part) : part));

  const fixes = (finding) => element("div", {class: "fixes"}, ...finding.fixes.map((fix, number) => {
    const kind = fix.accepts ? "you give the reason" : fix.safe ? "safe" : "adds to the design";
    return element("button", {type: "button", class: fix.accepts ? "plain" : "", onclick: () => host.fix(finding, number)},
      ...words(fix.title), " ", element("small", {}, kind));
  }));

  function show() {
    const focused = host.list.contains(document.activeElement) ? document.activeElement.closest(".finding")?.dataset.id : null;
    const shown = found.map((each) => element("div", {class: `finding ${each.severity}${each === open ? " chosen" : ""}`, "data-id": String(each.id)},
      element("button", {type: "button", class: "head", "aria-expanded": String(each === open), onclick: () => api.choose(each === open ? null : each)},
        element("span", {class: "what"}, element("b", {}, each.severity), ` ${each.rule} `, `line ${each.place[0]}`), ...words(each.message)),
      ...(each === open ? [...(each.help ? [element("p", {}, ...words(each.help))] : []), fixes(each)] : []),
    ));
    host.list.replaceChildren(...(shown.length ? shown : [element("p", {class: "none"}, "No findings.")]));
    host.tab.textContent = found.length ? `Findings (${found.length})` : "Findings";
    if (focused) host.list.querySelector(`[data-id="${focused}"] .head`)?.focus({preventScroll: true});
  }

  const api = {
    get all() {
      return found;
    },
    get open() {
      return open;
    },
    show(findings) {
      if (JSON.stringify(findings) === JSON.stringify(found) && found.length) return;
      const same = open && findings.find((each) => each.rule === open.rule && each.message === open.message);
      const gone = open && !same;
      [found, open] = [findings, same || null];
      show();
      if (gone) host.chosen(null);
    },
    choose(finding) {
      open = finding;
      show();
      host.list.querySelector(".chosen")?.scrollIntoView({block: "nearest"});
      host.chosen(finding);
    },
    // Bring the first finding about one of some parts into view.
    about(holds) {
      const first = found.find((each) => each.components.some(holds));
      if (first) host.list.querySelector(`[data-id="${first.id}"]`)?.scrollIntoView({block: "nearest"});
    },
    // For each card its worst severity and the number of its findings; `cardOf` says which card shows a part.
    worst(cardOf) {
      const order = ["error", "warning", "info"], parts = new Map();
      for (const {components, severity} of found) {
        for (const id of new Set(components.map(cardOf))) {
          const before = parts.get(id);
          const worse = !before || order.indexOf(severity) < order.indexOf(before.severity);
          parts.set(id, {severity: worse ? severity : before.severity, count: (before?.count ?? 0) + 1});
        }
      }
      return parts;
    },
  };
  return api;
}
