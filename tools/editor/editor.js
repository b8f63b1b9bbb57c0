// The editor of the preview: CodeMirror 6 with YAML, completion, hover and findings from the preview's server.
import {autocompletion, completionKeymap, closeBrackets} from "@codemirror/autocomplete";
import {defaultKeymap, history, historyKeymap, indentWithTab} from "@codemirror/commands";
import {yaml} from "@codemirror/lang-yaml";
import {bracketMatching, foldGutter, indentOnInput, syntaxHighlighting, HighlightStyle} from "@codemirror/language";
import {lintGutter, setDiagnostics, lintKeymap} from "@codemirror/lint";
import {searchKeymap, highlightSelectionMatches} from "@codemirror/search";
import {EditorState, Annotation, Compartment} from "@codemirror/state";
import {EditorView, keymap, lineNumbers, highlightActiveLine, hoverTooltip, drawSelection} from "@codemirror/view";
import {tags} from "@lezer/highlight";

const fromServer = Annotation.define();
const styleOf = (key, text, comment, number) => HighlightStyle.define([
  {tag: [tags.propertyName, tags.definition(tags.propertyName)], color: key},
  {tag: tags.string, color: text},
  {tag: tags.comment, color: comment, fontStyle: "italic"},
  {tag: [tags.number, tags.bool, tags.null, tags.keyword], color: number},
]);
const LIGHT = styleOf("#1d4ed8", "#0b6b4f", "#5b6b82", "#8a4b00");
const DARK = styleOf("#8ab4ff", "#8fd9b6", "#9fb0c3", "#f0b95b");

function lookOf(dark) {
  return [
    EditorView.theme(
      {
        "&": {backgroundColor: "var(--page)", color: "var(--ink)"},
        ".cm-gutters": {backgroundColor: "var(--tint)", color: "var(--muted)", borderRight: "1px solid var(--edge)"},
        ".cm-cursor": {borderLeftColor: "var(--ink)"},
        ".cm-activeLine, .cm-activeLineGutter": {backgroundColor: dark ? "#ffffff0d" : "#0000000a"},
        ".cm-tooltip, .cm-panels": {backgroundColor: "var(--page)", color: "var(--ink)", border: "1px solid var(--edge)"},
        ".cm-tooltip": {borderRadius: "7px", boxShadow: "0 4px 16px #0003", overflow: "hidden"},
        ".cm-diagnostic": {padding: "5px 10px", maxWidth: "560px"},
        ".cm-explained": {padding: "7px 11px", maxWidth: "520px", whiteSpace: "pre-wrap"},
        ".cm-completionDetail": {color: "var(--muted)", fontStyle: "normal"},
        "&.cm-focused": {outline: "none"},
        "& .cm-scroller:focus-visible": {outline: "2px solid var(--focus)", outlineOffset: "-2px"},
      },
      {dark},
    ),
    syntaxHighlighting(dark ? DARK : LIGHT),
  ];
}

function offsetOf(doc, line, column) {
  const at = doc.line(Math.max(1, Math.min(line, doc.lines)));
  // Places count characters; the editor counts UTF-16 units.
  let offset = 0;
  for (const letter of at.text) {
    if (--column < 1) break;
    offset += letter.length;
  }
  return at.from + offset;
}

function placeOf(doc, offset) {
  const at = doc.lineAt(offset);
  return [at.number, [...at.text.slice(0, offset - at.from)].length + 1];
}

// host: {parent, nonce, typed(text), complete(line, column), explain(line, column), moved(line, column), save()}
export function createEditor(host) {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const look = new Compartment();

  async function complete(context) {
    const [line, column] = placeOf(context.state.doc, context.pos);
    const found = await host.complete(line, column);
    if (!found || !found.length || context.aborted) return null;
    const from = offsetOf(context.state.doc, line, found[0].from);
    if (!context.explicit && from === context.pos && !/[:&>{\[,] *$/.test(context.state.sliceDoc(context.state.doc.lineAt(context.pos).from, context.pos))) return null;
    const typed = context.state.sliceDoc(from, context.pos).toLowerCase();
    return {
      from,
      filter: false,
      options: found
        .filter((each) => `${each.label} ${each.words}`.toLowerCase().includes(typed))
        .map((each) => ({label: each.label, apply: each.text, detail: each.detail, info: each.about || undefined})),
    };
  }

  const hover = hoverTooltip(async (view, offset) => {
    const found = await host.explain(...placeOf(view.state.doc, offset));
    if (!found) return null;
    const [line, column, endLine, endColumn] = found.place;
    return {
      pos: offsetOf(view.state.doc, line, column),
      end: offsetOf(view.state.doc, endLine, endColumn),
      create() {
        const dom = document.createElement("div");
        dom.className = "cm-explained";
        dom.textContent = found.text.replaceAll("**", "").replaceAll("`", "");
        return {dom};
      },
    };
  });

  const view = new EditorView({
    parent: host.parent,
    state: EditorState.create({
      extensions: [
        EditorView.cspNonce.of(host.nonce),
        EditorView.contentAttributes.of({"aria-label": "Text of the spec"}),
        look.of(lookOf(dark.matches)),
        lineNumbers(), foldGutter(), lintGutter(), history(), drawSelection(), indentOnInput(), bracketMatching(),
        closeBrackets(), highlightActiveLine(), highlightSelectionMatches(), yaml(), EditorView.lineWrapping,
        autocompletion({override: [complete]}), hover,
        keymap.of([
          {key: "Mod-s", preventDefault: true, run: () => (host.save(), true)},
          ...completionKeymap, ...lintKeymap, ...searchKeymap, ...historyKeymap, ...defaultKeymap, indentWithTab,
        ]),
        EditorView.updateListener.of((update) => {
          if (update.docChanged && !update.transactions.some((each) => each.annotation(fromServer))) {
            host.typed(update.state.doc.toString());
          }
          if (update.selectionSet) host.moved(...placeOf(update.state.doc, update.state.selection.main.head));
        }),
      ],
    }),
  });
  view.scrollDOM.tabIndex = 0; // so that a long text can be scrolled by key without typing into it
  dark.addEventListener("change", () => view.dispatch({effects: look.reconfigure(lookOf(dark.matches))}));

  return {
    text: () => view.state.doc.toString(),
    // The smallest change that makes the text: the cursor, the scroll and the history of the rest stay.
    setText(text) {
      const old = view.state.doc.toString();
      if (text === old) return;
      let start = 0;
      while (start < old.length && start < text.length && old[start] === text[start]) start += 1;
      let end = 0;
      while (end < old.length - start && end < text.length - start && old[old.length - 1 - end] === text[text.length - 1 - end]) end += 1;
      view.dispatch({
        changes: {from: start, to: old.length - end, insert: text.slice(start, text.length - end)},
        annotations: fromServer.of(true),
      });
    },
    mark(findings) {
      const doc = view.state.doc;
      const marks = findings.map((each) => {
        const [line, column, endLine, endColumn] = each.place;
        const from = offsetOf(doc, line, column);
        return {from, to: Math.max(from, offsetOf(doc, endLine, endColumn)), severity: each.severity, source: each.rule, message: each.message};
      });
      view.dispatch(setDiagnostics(view.state, marks));
    },
    reveal(line, column) {
      const at = offsetOf(view.state.doc, line, column);
      view.dispatch({selection: {anchor: at}, effects: EditorView.scrollIntoView(at, {y: "center"})});
    },
  };
}
