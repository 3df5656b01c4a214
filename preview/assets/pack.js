// Gathers what a reviewer says on a review pack into a file that
// `wayleaf review import` reads. Nothing leaves the page but by "Save my review".
"use strict";

document.documentElement.classList.add("live");

const { pathway, language, file } = document.body.dataset;
const byId = (id) => document.getElementById(id);
const reviewer = byId("name");
const messages = [...document.querySelectorAll(".message")]; // and blocks, and documents as a whole
const changed = new Map(); // message -> when something was last said of it

// stamp is a moment as the clock on the wall shows it: 2026-11-23T10:15:00+01:00.
function stamp(moment) {
  const offset = -moment.getTimezoneOffset();
  const two = (n) => String(Math.trunc(Math.abs(n))).padStart(2, "0");
  const local = new Date(moment.getTime() + offset * 60000).toISOString().slice(0, 19);
  return local + (offset < 0 ? "-" : "+") + two(offset / 60) + ":" + two(offset % 60);
}

// said is what stands in the fields of a message, which also a browser may have
// filled that keeps them when a page is loaded again.
function said(message) {
  return {
    words: message.querySelector(".comment").value.trim(),
    back: message.querySelector(".back")?.value.trim() ?? "",
    verdict: message.querySelector("input:checked")?.value ?? "comment",
  };
}

const silent = ({ words, back, verdict }) => words === "" && back === "" && verdict === "comment";
const written = () => JSON.stringify(messages.map(said).map((s) => (silent(s) ? 0 : s)));
let saved = JSON.stringify(messages.map(() => 0));

// review is the file to save. An unchanged message keeps its time, so that a
// file saved twice and taken in twice says everything once.
function review() {
  const by = reviewer.value.trim();
  const entries = [], approvals = [];
  for (const message of messages) {
    const { words, back, verdict } = said(message);
    if (silent({ words, back, verdict })) continue;
    const { key, text, source, block, document, quote, settle } = message.dataset;
    if (!changed.has(message)) changed.set(message, stamp(new Date()));
    const at = changed.get(message);
    if (verdict === "settle") {
      for (const about of settle.split(" ")) entries.push({ kind: "resolve", at, by, about, ...(words && { text: words }) });
    } else if (words !== "") {
      const kind = verdict === "return" ? "return" : "comment";
      entries.push({ kind, at, by, language, key, pathway, document, block, ...(text && { seen: text }), text: words, ...(quote && { quote }) });
    }
    if (verdict === "approve") {
      approvals.push({ language, key, text, source, by, at, ...(back && { "back-translation": back }) });
    }
  }
  return { "wayleaf-review": 1, entries, approvals };
}

// faults are what must be put right before a review is saved.
function faults() {
  const found = [];
  if (reviewer.value.trim() === "") found.push({ field: reviewer, error: byId("name-error"), words: "Write your name" });
  for (const message of messages) {
    const { words, back, verdict } = said(message);
    const key = message.querySelector("legend").textContent;
    const error = message.querySelector(".error"), comment = message.querySelector(".comment"), field = message.querySelector(".back");
    if (verdict === "return" && words === "") {
      found.push({ field: comment, error, words: `Say what must change in ${key}` });
    } else if (verdict === "approve" && field && back === "") {
      found.push({ field, error, words: `Write the back-translation of ${key}, or do not approve it` });
    } else if (verdict !== "approve" && back !== "") {
      found.push({ field, error, words: `A back-translation is saved with an approval: approve ${key}, or take the back-translation out` });
    }
  }
  if (found.length === 0 && written() === JSON.stringify(messages.map(() => 0))) {
    found.push({ field: byId("save"), words: "Nothing has been said yet" });
  }
  return found;
}

function show(field) {
  const details = field.closest("details");
  if (details) details.open = true;
  field.focus();
}

function complain(found) {
  for (const error of document.querySelectorAll(".error")) error.textContent = "";
  for (const field of document.querySelectorAll("[aria-invalid]")) field.removeAttribute("aria-invalid");
  const list = document.createElement("ul");
  for (const { field, error, words } of found) {
    if (error) {
      error.textContent = words;
      field.setAttribute("aria-invalid", "true");
    }
    const item = document.createElement("li"), link = document.createElement("a");
    link.href = "#" + field.id;
    link.textContent = words;
    link.addEventListener("click", (event) => { event.preventDefault(); show(field); });
    item.append(link);
    list.append(item);
  }
  const title = document.createElement("p");
  title.textContent = "Nothing was saved";
  const summary = byId("errors");
  summary.replaceChildren(...(found.length > 0 ? [title, list] : []));
  if (found.length > 0) summary.focus();
}

// count tells how much has been said, and which blocks it is about.
function count() {
  const spoken = messages.filter((m) => !silent(said(m))), parts = spoken.filter((m) => !m.dataset.key).length;
  const total = messages.filter((m) => m.dataset.key).length;
  byId("tally").textContent = `You have said something on ${spoken.length - parts} of ${total} messages` +
    (parts > 0 ? `, and on ${parts} ${parts === 1 ? "block or document" : "blocks or documents"} as a whole.` : ".");
  for (const details of document.querySelectorAll("details")) {
    const here = [...details.querySelectorAll(".message")].filter((m) => !silent(said(m))).length;
    details.querySelector(".done").textContent = here > 0 ? ` – you have said something on ${here}` : "";
  }
}

function touch(message) {
  changed.set(message, stamp(new Date()));
  byId("saved").textContent = "";
}

// grow makes a field show all that is written in it, on paper too.
function grow(field) {
  if (field.localName !== "textarea") return;
  const line = parseFloat(getComputedStyle(field).lineHeight);
  if (field.scrollHeight > field.clientHeight) field.rows = Math.ceil(field.scrollHeight / line);
}

document.addEventListener("input", ({ target }) => {
  grow(target);
  const message = target.closest(".message");
  if (!message) return;
  touch(message);
  count();
});

byId("save").addEventListener("click", () => {
  const found = faults();
  complain(found);
  byId("saved").textContent = "";
  if (found.length > 0) return;
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([JSON.stringify(review(), null, 1) + "\n"], { type: "application/json" }));
  link.download = file;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  saved = written();
  byId("saved").textContent = `Your browser has been given ${file} to save. Look where it keeps downloads, and send the file back to the person who sent you this page.`;
});

byId("approve-rest").addEventListener("click", () => {
  for (const message of messages) {
    const approve = message.querySelector("[value=approve]");
    if (!approve || message.querySelector(".back") || !silent(said(message))) continue;
    approve.checked = true;
    touch(message);
  }
  count();
});

addEventListener("beforeunload", (event) => {
  if (written() !== saved) event.preventDefault();
});

// A sentence leads to its message, and so does the name of one.
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href^='#message-']"), sentence = event.target.closest(".said");
  const key = link ? link.hash.slice("#message-".length) : sentence?.dataset.message;
  const message = key && byId("message-" + key);
  if (!message || String(getSelection()) !== "") return;
  event.preventDefault();
  show(message.querySelector(".comment"));
});

// On screen the messages of a block are closed until they are asked for.
const all = [...document.querySelectorAll("details")];
let closed = all;
const openAll = (open) => {
  for (const details of all) details.open = open;
  byId("open-all").textContent = open ? "Close all messages" : "Open all messages";
};
openAll(false);
byId("open-all").addEventListener("click", () => openAll(!all.every((d) => d.open)));
addEventListener("beforeprint", () => {
  closed = all.filter((d) => !d.open);
  for (const details of closed) details.open = true;
});
addEventListener("afterprint", () => { for (const details of closed) details.open = false; });
count();
