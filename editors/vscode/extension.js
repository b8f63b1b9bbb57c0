// Starts `mlarch lsp` for YAML files. The server leaves alone what does not begin as a spec does.
"use strict";

const vscode = require("vscode");
const {LanguageClient} = require("vscode-languageclient/node");

let client;

async function start() {
  const [command, ...args] = vscode.workspace.getConfiguration("mlarch").get("command");
  client = new LanguageClient(
    "mlarch",
    "mlarch",
    {command, args},
    {documentSelector: [{language: "yaml"}]},
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
