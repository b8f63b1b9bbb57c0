// D2 source on standard input; the picture goes to the first file named, the geometry to the second.
import { readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [picture, geometry, layout, modules] = process.argv.slice(2);
const { D2 } = await import(pathToFileURL(`${modules}/@terrastruct/d2/dist/node-esm/index.js`));
const d2 = new D2();
const { diagram, renderOptions } = await d2.compile(readFileSync(0, "utf8"), { layout, pad: 20 });
const svg = await d2.render(diagram, { ...renderOptions, noXMLTag: true });
const [, , width, height] = svg.match(/viewBox="([^"]+)"/)[1].split(" ").map(Number);
writeFileSync(picture, svg);
writeFileSync(geometry, JSON.stringify({ width, height, shapes: diagram.shapes, connections: diagram.connections }));
process.exit(0);
