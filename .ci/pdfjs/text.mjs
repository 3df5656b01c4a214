// node text.mjs PDF...
//
// Prints the text of every page of every PDF as pdf.js gives it, one JSON object
// a line: {"file", "page", "pages", "text"}. The text is what a reader who selects
// the page and copies it gets: the items in content order, a newline where an item
// ends a line, and no space that pdf.js does not give.
//
// A PDF that pdf.js cannot read, or about which it warns, gives {"file", "error"}
// and exit code 1; so does a call without a PDF.
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import * as pdfjs from "pdfjs-dist/legacy/build/pdf.mjs";

const assets = fileURLToPath(new URL("node_modules/pdfjs-dist/", import.meta.url));

// pdf.js speaks of damage it works around only on the console.
const complaints = new Set();
console.log = console.warn = (...words) => complaints.add(words.join(" "));

function say(line) {
  process.stdout.write(JSON.stringify(line) + "\n");
}

async function pageText(page) {
  const { items } = await page.getTextContent();
  return items.map((item) => item.str + (item.hasEOL ? "\n" : "")).join("");
}

async function sayPages(file) {
  const task = pdfjs.getDocument({
    data: new Uint8Array(await readFile(file)),
    cMapUrl: assets + "cmaps/",
    standardFontDataUrl: assets + "standard_fonts/",
    wasmUrl: assets + "wasm/",
    verbosity: pdfjs.VerbosityLevel.WARNINGS,
    isEvalSupported: false,
    useSystemFonts: false,
    stopAtErrors: true,
  });
  try {
    const pdf = await task.promise;
    for (let number = 1; number <= pdf.numPages; number++) {
      const text = await pageText(await pdf.getPage(number));
      say({ file, page: number, pages: pdf.numPages, text });
    }
  } finally {
    await task.destroy();
  }
}

const files = process.argv.slice(2);
if (files.length === 0) {
  console.error("text.mjs: no PDF was given");
  process.exitCode = 1;
}
for (const file of files) {
  complaints.clear();
  await sayPages(file).catch((error) => complaints.add(String(error)));
  if (complaints.size > 0) {
    say({ file, error: [...complaints].join("; ") });
    process.exitCode = 1;
  }
}
