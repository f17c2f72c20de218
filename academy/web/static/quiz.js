// Saves answers without leaving the page. Everything here works without it, too: the page is one form.
// A question is called saved when the server has said so, and not before. What it has not yet said so
// of is kept in this browser: it is sent again, as it was, after a break or when the page is opened again.
const form = document.querySelector("form[data-quiz]");
const words = form.dataset;
const offline = document.getElementById("offline");
const shelf = `answers:${new URL(form.action).pathname}`;
let queue = []; // what is to be sent, in order; the first may be under way
let busy = false, leaving = null, pause = 0, timer; // leaving: the button to press once all is sent

const newKey = () => window.crypto && crypto.randomUUID ? crypto.randomUUID()
  : Array.from({ length: 4 }, () => Math.random().toString(36).slice(2, 10)).join("");
const boxOf = (place) => form.querySelector(`[data-place="${place}"]`);
const hasFile = (box) => box.querySelector("[type=file]");

// Browsers that keep nothing (no room, no permission) still send what they can.
function keep() {
  try {
    if (queue.length) localStorage.setItem(shelf, JSON.stringify(queue));
    else localStorage.removeItem(shelf);
  } catch (_) { /* what is not kept is still in the queue */ }
}

function kept() {
  try {
    return JSON.parse(localStorage.getItem(shelf)) || [];
  } catch (_) {
    return [];
  }
}

function tell(place, text, kind) {
  const line = boxOf(place)?.querySelector(".keep [role=status]");
  if (!line) return;
  line.className = kind;
  line.textContent = text;
}

function complain(place, text) {
  const line = boxOf(place)?.querySelector(".error");
  if (!line) return;
  line.textContent = text;
  line.hidden = !text;
  for (const input of boxOf(place).querySelectorAll("[name^=a]")) {
    if (text) input.setAttribute("aria-invalid", "true");
    else input.removeAttribute("aria-invalid");
  }
}

function cutOff(is) {
  offline.hidden = !is;
  offline.textContent = is ? words.offline : "";
}

// What is sent again is sent as it was the first time, key and all: the server keeps it once.
function add(box) {
  if (hasFile(box)) return; // files go with the whole form
  const place = box.dataset.place;
  const own = new RegExp(`^[abc]${place}(-|$)`);
  const body = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (own.test(name)) body.append(name, value);
  const key = newKey();
  body.set("key", key);
  queue = queue.filter((item, at) => item.place !== place || (busy && !at));
  queue.push({ place, key, body: body.toString() });
  keep();
  tell(place, words.saving, "soft");
  if (!busy) next();
}

async function send(item) {
  const stop = new AbortController();
  const clock = setTimeout(() => stop.abort(), 30000);
  const body = new URLSearchParams(item.body);
  body.set("csrf_token", form.elements.csrf_token.value);
  try {
    return await fetch(form.action, {
      method: "POST", body, headers: { Accept: "application/json" }, signal: stop.signal,
    });
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
    const answer = await send(item);
    cutOff(false);
    if (answer.ok || answer.status === 422) {
      settle(item, await answer.json());
      pause = 0;
    } else if (answer.status === 409 || answer.status === 404) {
      refuse(answer.status === 409 ? (await answer.json()).text : words.unsaved);
    } else {
      later(await renew(answer.status) ? words.waiting : words.expired);
    }
  } catch (_) {
    later(words.waiting);
    cutOff(true);
  }
  busy = false;
  if (queue.length) {
    if (!pause) next();
  } else {
    leave();
  }
}

function leave() {
  const button = leaving;
  leaving = null;
  button?.click();
}

function settle(item, told) {
  queue.shift();
  keep();
  const waits = queue.some((other) => other.place === item.place);
  for (const { question, base, text } of told.saved) {
    if (form.elements[`b${question}`]) form.elements[`b${question}`].value = base;
    if (!waits) tell(question, text, "saved");
    complain(question, "");
  }
  for (const { question, text } of told.others) {
    if (!waits) tell(question, text, "error");
    complain(question, "");
  }
  for (const { question, text } of told.faults) {
    tell(question, words.unsaved, "error");
    complain(question, text);
    leaving = null;
  }
  document.getElementById("answered").textContent = told.answered;
}

function refuse(text) {
  for (const item of queue.splice(0)) tell(item.place, text, "error");
  keep();
  leaving = null;
}

function later(text) {
  pause = Math.min(pause * 2 || 2000, 60000);
  for (const item of queue) tell(item.place, text, "error");
  timer = setTimeout(next, pause);
}

// The session may have ended, and begun again in another tab: take the token of now, if there is one.
async function renew(status) {
  if (status !== 400 && status !== 401) return true;
  const page = await (await fetch(location.href)).text();
  const fresh = new DOMParser().parseFromString(page, "text/html").querySelector("form[data-quiz] [name=csrf_token]");
  if (fresh) form.elements.csrf_token.value = fresh.value;
  return fresh;
}

// Puts back what an earlier visit to this page could not send, and sends it.
function restore() {
  for (const item of kept()) {
    const box = boxOf(item.place);
    if (!box || hasFile(box)) continue;
    const body = new URLSearchParams(item.body);
    for (const input of box.querySelectorAll("[name^=a],[name^=c]")) {
      if (input.type === "radio" || input.type === "checkbox") {
        input.checked = body.getAll(input.name).includes(input.value);
      } else {
        input.value = body.get(input.name) ?? "";
      }
    }
    queue.push(item);
    tell(item.place, words.saving, "soft");
  }
  keep();
  next();
}

form.addEventListener("input", (event) => {
  const box = event.target.closest("[data-place]");
  if (box) tell(box.dataset.place, words.unsaved, "soft");
});
form.addEventListener("change", (event) => {
  const box = event.target.closest("[data-place]");
  if (box) add(box);
});
form.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button || button.type !== "submit") return;
  const box = button.closest("[data-place]");
  if (button.name === "save" && !hasFile(box)) {
    event.preventDefault();
    add(box);
  } else if (queue.length || navigator.onLine === false) {
    event.preventDefault();
    leaving = button;
    cutOff(navigator.onLine === false);
    if (!busy) next();
  }
});
addEventListener("offline", () => cutOff(true));
addEventListener("online", () => {
  cutOff(false);
  if (busy) return;
  if (queue.length) next();
  else leave();
});
addEventListener("beforeunload", (event) => {
  if (!queue.length) return;
  event.preventDefault();
  event.returnValue = true; // what older browsers wait for
});
addEventListener("pageshow", (event) => { if (event.persisted && !queue.length) location.reload(); });
restore();
