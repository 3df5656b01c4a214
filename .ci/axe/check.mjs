// The contract is at the top of the script check.
import { readdirSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { launch, openTab } from "./browser.mjs";
import { vnuFaults } from "./vnu.mjs";

// A rule for each kind of fault: faulty.html must break them all.
const known = ["lang", "reflow", "text-spacing", "large-print", "self-contained", "console", "html-has-lang", "image-alt",
  "target-size", "html", "order"];
const faulty = fileURLToPath(new URL("faulty.html", import.meta.url));

function pages(path) {
  if (!statSync(path).isDirectory()) return [resolve(path)];
  return readdirSync(path, { recursive: true })
    .filter((name) => name.endsWith(".html"))
    .map((name) => resolve(path, name));
}

// faultsOf gives a Map from each file to its faults.
async function faultsOf(files) {
  const found = new Map(files.map((file) => [file, []]));
  const left = [...files];
  const browser = await launch();
  const worker = async () => {
    const faults = await openTab(browser);
    for (let file; (file = left.shift()); ) found.get(file).push(...await faults(file));
  };
  try {
    await Promise.all([worker(), worker()]);
  } finally {
    await browser.close();
  }
  for (const fault of vnuFaults(files)) found.get(fault.file).push(fault);
  return found;
}

const files = [...new Set(process.argv.slice(2).flatMap(pages))].sort();
const found = await faultsOf([...new Set([faulty, ...files])]);

const noticed = new Set(found.get(faulty).filter(({ level }) => level === "error").map(({ rule }) => rule));
const missed = known.filter((rule) => !noticed.has(rule));

let failed = 0;
for (const file of files) {
  for (const { level, rule, words } of found.get(file)) console.log(`${file}: ${level}[${rule}]: ${words}`);
  if (found.get(file).some(({ level }) => level === "error")) failed++;
}
console.log(`axe: ${files.length - failed} passed, ${failed} failed`);
if (missed.length > 0) console.log(`axe: went unnoticed in faulty.html: ${missed.join(", ")}`);
if (files.length === 0) console.log("axe: no page was given");
process.exitCode = failed + missed.length > 0 || files.length === 0 ? 1 : 0;
