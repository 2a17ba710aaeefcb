// SPDX-License-Identifier: GPL-3.0-or-later
// The peer of bench_pages: @mozilla/readability on linkedom, from bytes to main text, over the same pages on one core.
// usage: node pages_peer.mjs NODE_MODULES FOLDER ROUNDS
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { gunzipSync } from "node:zlib";

const [modules, folder, rounds] = process.argv.slice(2);
const load = createRequire(`${modules}/node_modules/`);
const { Readability } = load("@mozilla/readability");
const { parseHTML } = load("linkedom");

const pages = readdirSync(folder).filter((name) => /\.html(\.gz)?$/.test(name)).map((name) => {
  const bytes = readFileSync(`${folder}/${name}`);
  return (name.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8");
});
let best = Infinity;
let read = 0;
for (let round = 0; round < Number(rounds); ++round) {
  read = 0;
  const start = process.cpuUsage();
  for (const page of pages) {
    try {
      const article = new Readability(parseHTML(page).document).parse();
      read += article?.textContent ? 1 : 0;
    } catch {
      // A page that the peer cannot read costs it its time all the same.
    }
  }
  const used = process.cpuUsage(start);
  best = Math.min(best, (used.user + used.system) / 1e6);
}
const row = (value, width, digits) => value.toFixed(digits).padStart(width);
console.log(`${"peer: readability.js on linkedom".padEnd(44)} ${row(pages.length / best, 8, 1)} ${row((1000 * best) / pages.length, 8, 2)}` +
  `   (${read} of ${pages.length} read; node ${process.version}, its other threads counted)`);
