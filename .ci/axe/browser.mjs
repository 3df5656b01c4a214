// What Chromium and axe-core find in one page.
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const wcag = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"];

// What WCAG 1.4.12 lets a reader set.
const textSpacing = `* {
  line-height: 1.5 !important;
  letter-spacing: 0.12em !important;
  word-spacing: 0.16em !important;
} p { margin-bottom: 2em !important; }`;

export function launch() {
  return chromium.launch({
    executablePath: "/usr/bin/chromium",
    args: [
      "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
      "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ],
  });
}

// openTab gives a function from a file to its faults, [{ level, rule, words }] with
// level "error" or "warning". One tab takes file after file: a new one for each
// would cost ten times as much.
export async function openTab(browser) {
  const context = await browser.newContext({ bypassCSP: true });
  await context.addInitScript({ path: axe });
  const page = await context.newPage();
  page.setDefaultTimeout(120_000); // a busy machine
  let url, faults;
  const error = (rule, words) => faults.push({ level: "error", rule, words });

  await context.route("**", (route) => {
    if (route.request().url() === url) return route.continue();
    error("self-contained", `asks for ${route.request().url()}`);
    return route.abort();
  });
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) error("console", message.text());
  });
  page.on("pageerror", (e) => error("console", String(e)));

  return async (file) => {
    url = pathToFileURL(file).href;
    faults = [];
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.goto(url);
    await languageFaults(page, error);
    await orderFaults(page, error);
    await axeFaults(page, faults);
    await page.setViewportSize({ width: 320, height: 900 });
    await narrowFaults(page, "reflow", error);
    const print = await page.evaluate(() => document.body.matches(".letter, .leaflet"));
    if (print) await largePrint(page, error);
    await page.addStyleTag({ content: textSpacing });
    await narrowFaults(page, "text-spacing", error);
    if (print) await largePrint(page, error);
    return faults;
  };
}

async function languageFaults(page, error) {
  const { lang, dir } = await page.evaluate(() => ({
    lang: document.documentElement.getAttribute("lang"),
    dir: document.documentElement.getAttribute("dir"),
  }));
  if (!lang) error("lang", "html has no lang");
  if (!["ltr", "rtl"].includes(dir)) error("dir", `html has dir ${JSON.stringify(dir)}, not "ltr" or "rtl"`);
  const written = lang && new Intl.Locale(lang).textInfo.direction;
  if (written && dir && written !== dir) error("dir", `html has dir "${dir}", but ${lang} is written ${written}`);
}

// What is read from left to right in every language must stand so on the page:
// numbers of several groups (phone and NHS numbers, references), postcodes, mail
// and web addresses, English dates. The places of the drawn characters are
// asked for, not the text: on one line each must stand right of the one before.
async function orderFaults(page, error) {
  const wrong = await page.evaluate(() => {
    const copied = new RegExp([
      String.raw`\+?\d[\d ]{4,}\d`, String.raw`\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b`, String.raw`[\w.]+@[\w.]+`,
      String.raw`\b(?:www\.)[\w./-]+`, String.raw`\b[A-Z][a-z]+day \d{1,2} [A-Z][a-z]+ \d{4}\b`,
      String.raw`\b[A-Z\d]{4}-[A-Z\d]{4}\b`,
    ].join("|"), "g");
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found = [];
    let looked = 0;
    for (let node; (node = texts.nextNode()); ) {
      if (node.parentElement.closest("script, style, svg")) continue;
      for (const { 0: text, index } of node.data.matchAll(copied)) {
        looked++;
        let before;
        for (let i = index; i < index + text.length; i++) {
          const range = document.createRange();
          range.setStart(node, i);
          range.setEnd(node, i + 1);
          const box = range.getBoundingClientRect();
          if (box.width === 0 || text[i - index] === " ") continue;
          const sameLine = before && Math.abs(box.top - before.top) < box.height / 2;
          if (sameLine && box.left < before.left) {
            found.push(`${JSON.stringify(text)} is drawn out of order from ${JSON.stringify(text.slice(i - index - 1))} on`);
            break;
          }
          before = box;
        }
      }
    }
    return { found, looked };
  });
  for (const words of wrong.found) error("order", words);
  if (wrong.looked === 0) error("order", "the page holds nothing that must be read from left to right");
}

async function axeFaults(page, faults) {
  const found = await page.evaluate((tags) => axe.run({
    runOnly: { type: "tag", values: tags },
    rules: { "target-size": { enabled: true } },
    resultTypes: ["violations", "incomplete"],
  }), [...wcag, "best-practice"]);
  const add = (level, results, prefix = "") => {
    for (const { id, help, nodes } of results) {
      const places = nodes.slice(0, 3).map((n) => n.target.join(" ")).join(", ");
      faults.push({ level, rule: id, words: `${prefix}${help} (${nodes.length} times: ${places})` });
    }
  };
  const isWcag = ({ tags }) => tags.some((tag) => wcag.includes(tag));
  add("error", found.violations.filter(isWcag));
  add("warning", found.violations.filter((result) => !isWcag(result)));
  add("warning", found.incomplete, "look at it: ");
}

// A finished document in extra-large print differs from others in the class of its
// body alone (TestPrintIsAClass in render/html), so each page stands for three.
async function largePrint(page, error) {
  const before = await page.evaluate(() => document.body.className);
  await page.evaluate(() => document.body.classList.add("extra-large"));
  await narrowFaults(page, "large-print", error);
  await page.evaluate((name) => { document.body.className = name; }, before);
}

// Sideways scroll of the page, words outside the window, where in a page of the other
// direction nobody can scroll to, and boxes that hide part of their own text.
async function narrowFaults(page, rule, error) {
  const wide = await page.evaluate(() => {
    const root = document.documentElement;
    const name = (e) => e.tagName.toLowerCase() + (e.className ? "." + e.className : "");
    // What has a scroll bar of its own, or is put outside until it has the focus.
    const apart = (e) => e !== root && (getComputedStyle(e).overflowX !== "visible"
      || ["absolute", "fixed"].includes(getComputedStyle(e).position) || apart(e.parentElement));
    const over = root.scrollWidth > root.clientWidth
      ? [`the page is ${root.scrollWidth} px wide in a window of ${root.clientWidth} px`] : [];
    const clipped = [...document.body.querySelectorAll("*")].filter((e) =>
      e.scrollWidth > e.clientWidth + 1 && e.clientWidth > 1
      && ["hidden", "clip"].includes(getComputedStyle(e).overflowX));
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const outside = [];
    for (let node; (node = texts.nextNode()); ) {
      const parent = node.parentElement;
      if (parent.closest("script, style, svg") || !parent.checkVisibility()) continue;
      const range = document.createRange();
      for (const { 0: word, index } of node.data.matchAll(/\S+/g)) {
        range.setStart(node, index);
        range.setEnd(node, index + word.length);
        const out = [...range.getClientRects()].some((box) => box.width > 0 && (box.left < -0.5 || box.right > root.clientWidth + 0.5));
        if (out && !apart(parent)) outside.push(`${JSON.stringify(word)} of ${name(parent)} is outside the window`);
      }
    }
    return [...over, ...clipped.map((e) => `${name(e)} hides part of its text`), ...outside.slice(0, 3)];
  });
  for (const words of wide) error(rule, words);
}
