// The translation desk without leaving the page. Everything here works without it, too: each text is a form.
// A translation is called saved when the server has said so, and not before.
const desk = document.querySelector("[data-desk]");
const words = desk.dataset;
const forms = [...desk.querySelectorAll("form[data-segment]")];
const publish = document.querySelector("[data-publish]");
const queue = []; // what is to be sent, in order; the first may be under way
const kept = new WeakMap(); // what the server has of each form
const checks = new WeakMap(); // the clock of the next check of each form
let busy = false, leaving = false, pause = 0, timer;

const textOf = (form) => form.elements.text;
const sayOf = (form) => `${textOf(form).value}\0${form.elements.comment.value}`;
const isDirty = (form) => sayOf(form) !== kept.get(form);
const waits = (form) => queue.some((item) => item.form === form);
const boxOf = (form) => form.closest(".segment");

function tell(form, text, kind = "") {
  const line = form.querySelector("[role=status]");
  line.className = `status ${kind}`;
  line.textContent = text;
}

function showFaults(form, faults) {
  const list = form.querySelector("[data-faults]");
  list.replaceChildren(...faults.map(({ text, kind }) => {
    const item = document.createElement("li");
    item.className = kind;
    item.textContent = text;
    return item;
  }));
}

function add(form, what = "save") {
  const last = queue.findLastIndex((item) => item.form === form && !item.body);
  if (last >= 0) {
    if (what !== "save") queue[last].what = what;
  } else {
    queue.push({ form, what });
  }
  tell(form, words.saving);
  if (!busy) next();
}

// What is sent again is sent as it was the first time: the server takes the same words once.
function bodyOf(item) {
  if (!item.body) {
    item.said = sayOf(item.form);
    item.body = new URLSearchParams(new FormData(item.form));
    item.body.set("do", item.what);
  }
  item.body.set("csrf_token", item.form.elements.csrf_token.value);
  return item.body;
}

async function post(address, body) {
  const stop = new AbortController();
  const clock = setTimeout(() => stop.abort(), 30000);
  try {
    return await fetch(address, { method: "POST", body, headers: { Accept: "application/json" }, signal: stop.signal });
  } finally {
    clearTimeout(clock);
  }
}

async function next() {
  clearTimeout(timer);
  const item = queue[0];
  if (!item || busy) return;
  busy = true;
  try {
    await hear(item, await post(item.form.action, bodyOf(item)));
  } catch (_) {
    later(words.waiting);
  }
  busy = false;
  if (queue.length) {
    if (!pause) next();
  } else if (leaving) {
    leaving = false;
    publish.click();
  }
}

async function hear(item, answer) {
  if (answer.ok) settle(item, await answer.json());
  else if (answer.status === 409) disagree(item, await answer.json());
  else if (answer.status === 422) refuse(item, await answer.json());
  else if (answer.status === 404) refuse(item, { text: words.gone });
  else if (answer.status === 400 || answer.status === 401) later(await renew() ? words.waiting : words.expired);
  else later(words.failed);
}

function settle({ form, said }, told) {
  queue.shift();
  pause = 0;
  kept.set(form, said);
  form.elements.before.value = told.before;
  const badge = form.querySelector("[data-badge]");
  badge.textContent = told.state;
  badge.className = `badge ${told.badge}`;
  for (const box of form.querySelectorAll(".conflict")) box.remove();
  if (!isDirty(form)) {
    tell(form, told.text, "saved");
    showFaults(form, told.faults);
  } else if (!waits(form)) {
    tell(form, words.unsaved);
    if (!form.contains(document.activeElement)) add(form);
  }
  const unit = document.querySelector(`[data-unit="${boxOf(form).dataset.unitOf}"]`);
  if (!unit) return;
  unit.querySelector("progress").value = told.unit.done;
  unit.querySelector("small").textContent = told.unit.text;
}

function refuse({ form }, told) {
  drop(form);
  tell(form, told.text, "error");
  if (told.faults) showFaults(form, told.faults);
}

function drop(form) {
  for (let i = queue.length - 1; i >= 0; i--) if (queue[i].form === form) queue.splice(i, 1);
  pause = 0;
  leaving = false;
}

// Somebody else was here meanwhile: both texts are shown, and the translator decides.
function disagree(item, told) {
  const { form } = item;
  refuse(item, told);
  for (const box of form.querySelectorAll(".conflict")) box.remove();
  const box = document.getElementById("conflict").content.firstElementChild.cloneNode(true);
  box.querySelector("[data-why]").textContent = told.text;
  box.querySelector("[data-theirs]").textContent = told.theirs;
  box.querySelector("[data-theirs-taken]").addEventListener("click", () => {
    textOf(form).value = told.theirs;
    decide(form, box, told.theirs);
  });
  box.querySelector("[data-mine-kept]").addEventListener("click", () => decide(form, box, told.theirs));
  textOf(form).after(box);
}

function decide(form, box, theirs) {
  form.elements.before.value = theirs;
  box.remove();
  textOf(form).focus();
  add(form);
}

function later(text) {
  pause = Math.min(pause * 2 || 2000, 60000);
  for (const { form } of queue) tell(form, text, "error");
  timer = setTimeout(next, pause);
}

// The session may have ended, and begun again in another tab: take the token of now, if there is one.
async function renew() {
  const page = await (await fetch(location.href)).text();
  const fresh = new DOMParser().parseFromString(page, "text/html").querySelector("form[data-segment] [name=csrf_token]");
  if (fresh) for (const token of document.querySelectorAll("[name=csrf_token]")) token.value = fresh.value;
  return fresh;
}

// While somebody types, the server is asked what got lost; it keeps nothing.
function checkSoon(form) {
  clearTimeout(checks.get(form));
  checks.set(form, setTimeout(() => check(form), 500));
}

async function check(form) {
  const text = textOf(form).value;
  const { unitOf: unit, digest } = boxOf(form).dataset;
  const body = new URLSearchParams({ unit, digest, text, csrf_token: form.elements.csrf_token.value });
  try {
    const answer = await post(words.check, body);
    if (answer.ok && textOf(form).value === text) showFaults(form, (await answer.json()).faults);
  } catch (_) { /* without a connection nothing is checked; the next change asks again */ }
}

function fill(form, text) {
  textOf(form).value = text;
  textOf(form).focus();
  textOf(form).dispatchEvent(new Event("input", { bubbles: true }));
}

function go(form, by) {
  const there = forms[forms.indexOf(form) + by];
  if (!there) return textOf(form).blur();
  textOf(there).focus();
  boxOf(there).scrollIntoView({ block: "nearest" });
}

const shortcuts = {
  ArrowDown: (form) => go(form, 1),
  ArrowUp: (form) => go(form, -1),
  KeyS: (form) => fill(form, boxOf(form).querySelector("[data-source]").textContent),
  KeyR: (form) => add(form, "review"),
};

function onKey(event) {
  const form = event.target.closest("form[data-segment]");
  if (!form || event.isComposing) return;
  if ((event.ctrlKey || event.metaKey) && event.key === "Enter") {
    event.preventDefault();
    add(form);
    go(form, 1);
    return;
  }
  if (!event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const place = /^(?:Digit|Numpad)([1-5])$/.exec(event.code);
  const offer = place && form.querySelectorAll(".offer")[place[1] - 1];
  if (!place && !shortcuts[event.code]) return;
  event.preventDefault();
  if (offer) fill(form, offer.value);
  else if (!place) shortcuts[event.code](form);
}

function onSubmit(event) {
  const form = event.target;
  const button = event.submitter;
  event.preventDefault();
  if (button && button.name === "take") {
    fill(form, button.value);
    if ("now" in button.dataset) add(form);
  } else {
    add(form, button ? button.value : "save");
  }
}

for (const form of forms) {
  kept.set(form, `${textOf(form).defaultValue}\0${form.elements.comment.defaultValue}`);
  form.querySelector("[data-copy]").hidden = false;
  form.querySelector("[data-copy]").addEventListener("click", () => shortcuts.KeyS(form));
  form.addEventListener("submit", onSubmit);
  form.addEventListener("input", (event) => {
    tell(form, words.unsaved);
    if (event.target === textOf(form)) checkSoon(form);
  });
  form.addEventListener("focusout", (event) => {
    const stays = event.relatedTarget && event.relatedTarget.closest("form") === form;
    const asked = form.querySelector("[data-theirs]");
    if (!stays && !asked && isDirty(form) && !waits(form)) add(form);
  });
}
for (const form of forms.filter(isDirty)) { // typed before this script was here
  if (form.contains(document.activeElement)) tell(form, words.unsaved);
  else add(form);
}
for (const keys of desk.querySelectorAll(".keys")) keys.hidden = false;
desk.addEventListener("keydown", onKey);
if (publish) publish.addEventListener("click", (event) => {
  if (!queue.length) return;
  event.preventDefault();
  leaving = true;
  if (!busy) next();
});
addEventListener("online", () => { if (!busy) next(); });
addEventListener("beforeunload", (event) => {
  if (!queue.length && !forms.some(isDirty)) return;
  event.preventDefault();
  event.returnValue = true; // what older browsers wait for
});
addEventListener("pageshow", (event) => { if (event.persisted && !queue.length && !forms.some(isDirty)) location.reload(); });
