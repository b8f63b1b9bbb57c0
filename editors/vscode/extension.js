// Starts `mlarch lsp`, and asks it about files that begin like a spec.
"use strict";

const vscode = require("vscode");
const {LanguageClient} = require("vscode-languageclient/node");

const SPEC = /^(?:\uFEFF)?(?:\s*(?:#.*)?\r?\n|---.*\r?\n)*\s*["']?mlarch["']?\s*:/;
let client;

// Other YAML files are none of the server's business: they are not even sent to it.
const onlySpecs = {
  didOpen: (document, next) => (SPEC.test(document.getText()) ? next(document) : Promise.resolve()),
};

async function start() {
  const [command, ...args] = vscode.workspace.getConfiguration("mlarch").get("command");
  client = new LanguageClient(
    "mlarch",
    "mlarch",
    {command, args},
    {documentSelector: [{language: "yaml"}], middleware: onlySpecs},
  );
  try {
    await client.start();
  } catch (error) {
    client = undefined;
    vscode.window.showErrorMessage(
      `mlarch: \`${command}\` could not be started. Install it with: pip install 'mlarch[lsp]' (${error.message})`,
    );
  }
}

function activate() {
  return start();
}

function deactivate() {
  return client && client.stop();
}

module.exports = {activate, deactivate};
