// Brings an open page up to date when a file has changed, and lets a click on a
// sentence lead to its message. All pages work without it.
"use strict";

document.documentElement.classList.add("live");

// A sentence leads where the link of its message beside the block does.
document.addEventListener("click", (event) => {
  const said = event.target.closest(".said");
  if (!said || event.target.closest("a") || String(getSelection()) !== "") return;
  const row = said.closest(".row"), language = said.closest(".words")?.lang;
  for (const link of row?.querySelectorAll("a[data-message]") ?? []) {
    if (link.dataset.message === said.dataset.message && link.dataset.language === language) return link.click();
  }
});

// What a reader has opened, written or chosen stays, though the page around it
// is new. An element is known by its id, or by its place among its like.
function nameOf(element) {
  if (element.id) return "#" + CSS.escape(element.id);
  const name = [...document.querySelectorAll(element.localName)].indexOf(element);
  return { tag: element.localName, name, href: element.getAttribute("href") };
}

function find(name) {
  if (typeof name === "string") return document.querySelector(name);
  const alike = [...document.querySelectorAll(name.tag)];
  return alike.find((e, i) => i === name.name && e.getAttribute("href") === name.href)
    ?? alike.find((e) => name.href !== null && e.getAttribute("href") === name.href) ?? alike[name.name];
}

function written(field) {
  if (field.localName === "select") return [...field.options].some((o) => o.selected !== o.defaultSelected);
  return field.type === "checkbox" || field.type === "radio"
    ? field.checked !== field.defaultChecked : field.value !== field.defaultValue;
}

function keep(main) {
  const active = main.contains(document.activeElement) ? document.activeElement : null;
  return {
    focus: active && nameOf(active),
    selection: active && typeof active.selectionStart === "number" ? [active.selectionStart, active.selectionEnd] : null,
    open: [...main.querySelectorAll("details[open]")].map(nameOf),
    fields: [...main.querySelectorAll("input:not([type=hidden]), textarea, select")].filter(written)
      .map((f) => ({ name: nameOf(f), value: f.value, checked: f.checked })),
    scroll: [scrollX, scrollY],
  };
}

function restore(kept) {
  for (const name of kept.open) find(name)?.setAttribute("open", "");
  for (const { name, value, checked } of kept.fields) {
    const field = find(name);
    if (field) [field.value, field.checked] = [value, checked];
  }
  const focus = kept.focus && find(kept.focus);
  if (focus) {
    focus.focus({ preventScroll: true });
    if (kept.selection) focus.setSelectionRange(...kept.selection);
  }
  scrollTo(...kept.scroll);
}

let asked = 0;

async function refresh() {
  const mine = ++asked;
  let sent;
  try {
    const response = await fetch(location.href, { headers: { Accept: "text/html" }, cache: "no-store" });
    if (response.redirected || response.status === 401) return location.reload(); // to sign in again
    if (!response.ok) return; // such as the answer to a form
    sent = new DOMParser().parseFromString(await response.text(), "text/html");
  } catch {
    return; // the stream tells when the server is there again
  }
  const [now, next] = [document.querySelector("main"), sent.querySelector("main")];
  if (mine !== asked || !next) return;
  now.dataset.news = next.dataset.news;
  if (next.innerHTML === made) return;
  made = next.innerHTML;
  const kept = keep(now);
  now.replaceWith(document.adoptNode(next));
  document.title = sent.title;
  restore(kept);
  document.getElementById("news").textContent = "The page has been brought up to date.";
}

let made = document.querySelector("main").innerHTML; // as it was sent, before the reader did anything
let lost = false; // whether changes may have been missed
let events = null;

function listen() {
  if (events) return;
  events = new EventSource("/events");
  events.addEventListener("error", () => { lost = true; });
  events.addEventListener("changed", ({ data }) => {
    if (!lost && data === document.querySelector("main").dataset.news) return;
    lost = false;
    refresh();
  });
}

function rest() {
  events?.close();
  [events, lost] = [null, true];
}

// A browser keeps six connections to a server that speaks HTTP/1.1, and a stream takes
// one of them: only pages that are seen have one.
function follow() {
  if (document.hidden) rest();
  else listen();
}

// The answer to a form cannot be asked for again.
if (document.querySelector("main").dataset.news !== undefined) {
  document.addEventListener("visibilitychange", follow);
  follow();
}
