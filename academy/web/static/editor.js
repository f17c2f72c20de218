// Saves a lesson while one writes. Everything here works without it, too: the page is one form.
// A text is called saved when the server has said so, and not before; until then this browser keeps it.
const form = document.getElementById("lesson");
const area = form.elements.text;
const base = form.elements.base;
const words = form.dataset;
const line = document.getElementById("state");
const newer = document.getElementById("newer");
const offer = document.getElementById("found");
const conflict = document.getElementById("conflict");
const stale = document.getElementById("stale");

const PAUSE = 1500, MOST = 10000, LOOK = 20000;
const HERE = `lesson ${words.who} ${words.key}`, LEFT = `${HERE} left`;

let saved = "refused" in words ? null : area.defaultValue; // what the server has
let refused = null; // what it will not have
let aside = null; // what it keeps in the history alone
let sent = null; // what is under way, or to be sent again just as it was
let meant = null; // the other text, while there are two
let busy = false, pause = 0, again = 0, timer, first = 0, last = 0, saves = 0;

const isDirty = () => Boolean(sent) || area.value !== saved;
const same = (one, other) => one.trim() === other.trim();

function tell(text, kind = "") {
  line.className = `status ${kind}`;
  line.textContent = text;
}
form.addEventListener("tell", (event) => tell(event.detail));

// What this browser keeps. Where nothing may be kept, a page is as safe as it would be without.
function read(name) {
  try { return JSON.parse(localStorage.getItem(name)); } catch (_) { return null; }
}
function write(name, value) {
  try {
    if (value === null) localStorage.removeItem(name);
    else localStorage.setItem(name, JSON.stringify(value));
  } catch (_) { /* full, or not allowed */ }
}
const keep = () => write(HERE, isDirty() ? { text: area.value, base: base.value, sent: sent && sent.text } : null);

// A text that was left behind is offered until somebody says what is to become of it.
function offerLeft() {
  const left = [...(read(LEFT) || []), read(HERE)].filter((one) => one && !same(one.text, area.value));
  write(LEFT, left.length ? left : null);
  write(HERE, null);
  offer.hidden = !left.length;
}
function settleLeft(take) {
  const left = read(LEFT) || [];
  const one = left.pop();
  write(LEFT, left.length ? left : null);
  offer.hidden = !left.length;
  if (!take || !one) return;
  if (!same(one.sent || "", saved || "")) base.value = one.base; // somebody else may have saved since: ask
  replaceAll(one.text);
}

// Put a text in place of all, so that it can be undone.
function replaceAll(text) {
  area.focus();
  area.select();
  if (!document.execCommand("insertText", false, text)) {
    area.value = text;
    area.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

function schedule() {
  clearTimeout(timer);
  if (busy || meant || !isDirty() || (!sent && area.value === refused)) return;
  const now = Date.now();
  const due = pause ? again : Math.max(last + MOST, Math.min(now + PAUSE, first + MOST));
  timer = setTimeout(save, due - now);
}

async function post() {
  const stop = new AbortController();
  const clock = setTimeout(() => stop.abort(), 30000);
  const body = new FormData();
  body.set("csrf_token", form.elements.csrf_token.value);
  body.set("text", sent.text);
  body.set("base", sent.base);
  try {
    return await fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" }, signal: stop.signal });
  } finally {
    clearTimeout(clock);
  }
}

async function save() {
  clearTimeout(timer);
  if (busy || meant) return;
  if (!isDirty()) return tell(words.saved, "saved");
  sent = sent || { text: area.value, base: base.value };
  busy = true;
  last = Date.now();
  tell(words.saving);
  keep();
  try {
    const answer = await post();
    const told = [200, 409, 422].includes(answer.status) ? await answer.json() : null;
    if (answer.status === 200) settle(told);
    else if (answer.status === 409) ask(told);
    else if (answer.status === 422) refuse(told);
    else later(await renew(answer.status) ? words.waiting : words.expired);
  } catch (_) {
    later(words.waiting);
  }
  busy = false;
  schedule();
}

function settle(told) {
  base.value = told.version;
  saved = sent.text;
  sent = null;
  pause = 0;
  first = isDirty() ? Date.now() : 0;
  saves++;
  newer.hidden = true;
  conflict.replaceChildren();
  if (!stale.contains(document.activeElement)) stale.innerHTML = told.stale;
  if (isDirty()) tell(words.unsaved);
  else tell(told.said, "saved");
  keep();
}

// What may not be kept is not sent again before it was changed.
function refuse(told) {
  refused = sent.text;
  sent = null;
  pause = 0;
  tell(told.said, "error");
}

function later(text) {
  pause = Math.min(pause * 2 || 2000, 60000);
  again = Date.now() + pause;
  tell(text, "error");
}

// The session may have ended, and begun again in another tab: take the token of now, if there is one.
async function renew(status) {
  if (status !== 400 && status !== 401) return true;
  const page = await (await fetch(location.href)).text();
  const fresh = new DOMParser().parseFromString(page, "text/html").querySelector("#lesson [name=csrf_token]");
  if (fresh) form.elements.csrf_token.value = fresh.value;
  return fresh;
}

// Two texts: nothing is sent any more until somebody has chosen. Both are in the history.
function ask(told) {
  if (told.theirs === undefined) return setAside(told);
  meant = told;
  sent = null;
  tell(words.conflict, "error");
  conflict.innerHTML = told.sides;
  newer.hidden = true;
}

// The step was taken out: what was sent is in its history, and not sent again before it is changed.
function setAside(told) {
  aside = sent.text;
  refuse(told);
  conflict.innerHTML = told.sides;
}

conflict.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button || !meant) return;
  const { version, theirs } = meant;
  meant = null;
  base.value = version;
  if (button.value === "theirs") {
    saved = theirs;
    replaceAll(theirs);
    saved = area.value;
    conflict.replaceChildren();
    tell(words.saved, "saved");
    keep();
  } else if (button.value === "mine") {
    save();
  } else {
    tell(words.unsaved);
    area.focus();
  }
});

// Whether somebody else has saved.
async function look() {
  if (busy || meant || document.hidden) return;
  const before = saves;
  try {
    const answer = await fetch(words.state, { headers: { Accept: "application/json" } });
    if (!answer.ok) return;
    const told = await answer.json();
    if (busy || meant || before !== saves || told.version === base.value) return;
    newer.firstElementChild.textContent = told.said;
    newer.hidden = false;
  } catch (_) { /* without a connection nobody can be asked */ }
}

area.addEventListener("input", () => {
  first = first || Date.now();
  if (!meant) tell(words.unsaved);
  keep();
  schedule();
});
offer.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (button) settleLeft(button.value === "take");
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (meant) conflict.scrollIntoView({ block: "nearest" });
  save();
});
addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "s") {
    event.preventDefault();
    form.requestSubmit(document.getElementById("save"));
  }
});
addEventListener("online", () => { pause = 0; if (isDirty()) save(); });
addEventListener("beforeunload", (event) => {
  if (!isDirty() || area.value === aside) return;
  event.preventDefault();
  event.returnValue = true; // what older browsers wait for
});
document.addEventListener("visibilitychange", look);
setInterval(look, LOOK);
offerLeft();
if (saved !== null && isDirty()) { // typed before this script was here
  first = Date.now();
  tell(words.unsaved);
  keep();
  schedule();
}
