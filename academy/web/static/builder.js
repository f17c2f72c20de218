// The quiz builder in place: saving while one writes, and buttons that keep the page where it is.
// Everything here works without it, too: the page is one form whose buttons say what to do. A quiz is
// called saved when the server has said so, and not before.
const form = document.querySelector("form[data-builder]");
const words = form.dataset;
const PAUSE = 2500;
let dirty = false, busy = false, stopped = false, pause = 0, timer;
const steps = []; // buttons that were pressed while something was under way

const byId = (id) => document.getElementById(id);

function tell(text, kind = "") {
  const line = byId("status");
  line.className = `status grow ${kind}`;
  line.textContent = text;
}

const holds = (field) => (field.type === "checkbox" || field.type === "radio" ? field.checked : field.value);

// What every field held when it was sent, to put back what was typed since.
const snapshot = () => new Map([...form.elements].filter((field) => field.id && field.name)
  .map((field) => [field.id, holds(field)]));

function typedSince(before) {
  return [...form.elements].filter((field) => before.has(field.id) && before.get(field.id) !== holds(field))
    .map((field) => [field.id, holds(field)]);
}

function putBack(typed) {
  for (const [id, held] of typed) {
    const field = byId(id);
    if (!field) continue;
    if (typeof held === "boolean") field.checked = held;
    else field.value = held;
  }
}

// Only what is said changes: whoever writes keeps the place of their cursor.
function patch(fresh) {
  for (const box of form.querySelectorAll("[data-told]")) {
    const newer = fresh.getElementById(box.id);
    if (newer && newer.innerHTML !== box.innerHTML) box.innerHTML = newer.innerHTML;
  }
  for (const field of form.querySelectorAll("[id][name]")) {
    const newer = fresh.getElementById(field.id);
    if (newer && newer.hasAttribute("aria-invalid")) field.setAttribute("aria-invalid", "true");
    else field.removeAttribute("aria-invalid");
  }
}

function replace(fresh, step, touched, before) {
  const typed = typedSince(before);
  form.replaceChildren(...fresh.body.childNodes);
  putBack(typed);
  const same = [...form.querySelectorAll("button[name=do]")].find((one) => one.value === step && !one.disabled);
  const undo = document.querySelector("#gone button");
  const made = touched && byId(touched);
  const first = made && (made.matches("input,textarea") ? made : made.querySelector("textarea,input:not([type=hidden],[type=radio],[type=checkbox])"));
  const moves = /^(up|down):/.test(step);
  const target = moves ? same || (made && made.querySelector(".moves button:not([disabled])")) : /^remove:/.test(step) ? undo : first;
  if (target) target.focus({ preventScroll: moves });
  if (target && !moves) target.scrollIntoView({ block: "nearest" });
  return typed.length > 0;
}

function bodyOf(step) {
  const body = new URLSearchParams(new FormData(form));
  if (step) body.set(step.name, step.value);
  return body;
}

async function send(step) {
  const stop = new AbortController();
  const clock = setTimeout(() => stop.abort(), 30000);
  try {
    return await fetch(form.action, {
      method: "POST", body: bodyOf(step), headers: { Accept: "application/json" }, signal: stop.signal,
    });
  } finally {
    clearTimeout(clock);
  }
}

async function save(step) {
  clearTimeout(timer);
  if (busy) {
    if (step) steps.push(step);
    return;
  }
  busy = true;
  dirty = false;
  const before = snapshot();
  tell(words.saving);
  try {
    const answer = await send(step);
    const isTold = (answer.headers.get("Content-Type") || "").startsWith("application/json");
    if (isTold && [200, 409, 422].includes(answer.status)) settle(await answer.json(), answer.status, step, before);
    else later(await renew(answer.status) ? words.waiting : words.expired, step);
  } catch (_) {
    later(words.waiting, step);
  }
  busy = false;
  if (steps.length && !pause) save(steps.shift());
}

function settle(told, status, step, before) {
  pause = 0;
  if (!told.html) { // refused as a whole
    dirty = !told.sides; // a quiz that was taken out is kept in its history
    tell(told.said, "error");
    if (told.sides) byId("conflict-told").innerHTML = told.sides;
    return;
  }
  const fresh = new DOMParser().parseFromString(told.html, "text/html");
  const stale = byId("stale");
  if (stale.innerHTML.trim() !== told.stale.trim()) stale.innerHTML = told.stale;
  const isOver = step && step.name === "over";
  stopped = status === 409;
  if (step && !stopped && (isOver || step.value !== "save")) {
    if (replace(fresh, step.value, told.touched, before)) touch();
  } else {
    patch(fresh);
    if (!stopped) form.elements.base.value = told.base;
  }
  if (stopped) {
    dirty = true;
    tell(words.unsaved, "error");
    byId("conflict-told").scrollIntoView({ block: "nearest" });
  } else {
    if (!dirty) tell(told.said, status === 200 ? "saved" : "error");
    dirty ||= status !== 200; // what could not be read is on this page alone
  }
}

function later(text, step) {
  dirty = true;
  if (step && step.value !== "save") steps.unshift(step);
  pause = Math.min(pause * 2 || 2000, 60000);
  tell(text, "error");
  timer = setTimeout(() => save(steps.shift()), pause);
}

// The session may have ended, and begun again in another tab: take the token of now, if there is one.
async function renew(status) {
  if (status !== 400 && status !== 401) return true;
  const page = await (await fetch(location.pathname)).text();
  const fresh = new DOMParser().parseFromString(page, "text/html").querySelector("form[data-builder] [name=csrf_token]");
  if (fresh) form.elements.csrf_token.value = fresh.value;
  return fresh;
}

function touch() {
  dirty = true;
  if (!busy || !stopped) tell(words.unsaved);
  clearTimeout(timer);
  if (!stopped) timer = setTimeout(() => save(), PAUSE);
}

form.addEventListener("input", touch);
form.addEventListener("submit", (event) => {
  const button = event.submitter;
  event.preventDefault();
  save(button && button.name ? { name: button.name, value: button.value } : undefined);
});
addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") {
    event.preventDefault();
    save();
  }
});
addEventListener("online", () => { if (dirty && !busy && !stopped) save(steps.shift()); });
addEventListener("beforeunload", (event) => {
  if (!dirty && !busy) return;
  event.preventDefault();
  event.returnValue = true; // what older browsers wait for
});
addEventListener("pageshow", (event) => { if (event.persisted && !dirty) location.reload(); });

// Whether a field says something else than the page brought: typed before this script was here.
const wasTyped = (field) => field.type === "checkbox" || field.type === "radio" ? field.checked !== field.defaultChecked
  : "defaultValue" in field && field.type !== "hidden" && field.value !== field.defaultValue;
if ([...form.elements].some(wasTyped)) touch();
