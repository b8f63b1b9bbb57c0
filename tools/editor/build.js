// Bundles the editor into one module, and records what is in it under which licence.
import {build} from "esbuild";
import {existsSync, readFileSync, writeFileSync} from "node:fs";
import {dirname, join} from "node:path";
import {fileURLToPath} from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const goal = join(here, "../../src/mlarch/serve/static");
const result = await build({
  absWorkingDir: here,
  entryPoints: ["editor.js"],
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  legalComments: "none",
  outfile: join(goal, "editor.js"),
  metafile: true,
});
const packages = new Map();
for (const input of Object.keys(result.metafile.inputs)) {
  const name = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(input)?.[1];
  if (!name || packages.has(name)) continue;
  const folder = join(here, "node_modules", name);
  const {version, license} = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const file = ["LICENSE", "LICENSE.md", "license"].map((each) => join(folder, each)).find(existsSync);
  packages.set(name, {version, license, text: file ? readFileSync(file, "utf8").trim() : ""});
}
const rows = [...packages].sort(([a], [b]) => (a < b ? -1 : 1));
const list = rows.map(([name, {version, license}]) => `${name} ${version} (${license})`).join("\n");
const texts = [...new Set(rows.map(([, {text}]) => text).filter(Boolean))].join("\n\n----\n\n");
writeFileSync(join(goal, "editor.licenses.txt"), `editor.js is built by tools/editor from:\n\n${list}\n\n----\n\n${texts}\n`);
