// Saves answers without leaving the page. Everything here works without it, too: the page is one form.
// A question is called saved when the server has said so, and not before.
const form = document.querySelector("form[data-quiz]");
const words = form.dataset;
const submit = form.querySelector("[name=submit]");
const queue = []; // what is to be sent, in order; the first may be under way
let busy = false, leaving = false, pause = 0, timer;

const newKey = () => window.crypto && crypto.randomUUID ? crypto.randomUUID()
  : Array.from({ length: 4 }, () => Math.random().toString(36).slice(2, 10)).join("");
const boxOf = (place) => form.querySelector(`[data-place="${place}"]`);

function tell(place, text, kind) {
  const line = boxOf(place).querySelector("[role=status]");
  line.className = kind;
  line.textContent = text;
}

function complain(place, text) {
  const line = boxOf(place).querySelector(".error");
  line.textContent = text;
  line.hidden = !text;
  for (const input of boxOf(place).querySelectorAll("[name^=a]")) {
    if (text) input.setAttribute("aria-invalid", "true");
    else input.removeAttribute("aria-invalid");
  }
}

function add(box) {
  const place = box.dataset.place;
  for (let i = queue.length - 1; i >= 0; i--) {
    if (queue[i].place === place && !queue[i].body) queue.splice(i, 1);
  }
  queue.push({ place, key: newKey() });
  tell(place, words.saving, "soft");
  if (!busy) next();
}

// What is sent again is sent as it was the first time, key and all: the server keeps it once.
function bodyOf(item) {
  if (!item.body) {
    const own = new RegExp(`^[ab]${item.place}(-|$)`);
    item.body = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (own.test(name)) item.body.append(name, value);
    item.body.set("key", item.key);
  }
  item.body.set("csrf_token", form.elements.csrf_token.value);
  return item.body;
}

async function send(item) {
  const stop = new AbortController();
  const clock = setTimeout(() => stop.abort(), 30000);
  try {
    return await fetch(form.action, {
      method: "POST", body: bodyOf(item), headers: { Accept: "application/json" }, signal: stop.signal,
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
    if (answer.ok || answer.status === 422) {
      settle(item, await answer.json());
      pause = 0;
    } else if (answer.status === 409) {
      refuse((await answer.json()).text);
    } else {
      later(await renew(answer.status) ? words.waiting : words.expired);
    }
  } catch (_) {
    later(words.waiting);
  }
  busy = false;
  if (queue.length) {
    if (!pause) next();
  } else if (leaving) {
    leaving = false;
    submit.click();
  }
}

function settle(item, told) {
  queue.shift();
  const waits = queue.some((other) => other.place === item.place);
  for (const { question, base, text } of told.saved) {
    form.elements[`b${question}`].value = base;
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
    leaving = false;
  }
  document.getElementById("answered").textContent = told.answered;
}

function refuse(text) {
  for (const item of queue.splice(0)) tell(item.place, text, "error");
  leaving = false;
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

form.addEventListener("input", (event) => {
  const box = event.target.closest("[data-place]");
  tell(box.dataset.place, words.unsaved, "soft");
});
form.addEventListener("change", (event) => add(event.target.closest("[data-place]")));
form.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  if (button.name === "save") {
    event.preventDefault();
    add(button.closest("[data-place]"));
  } else if (button === submit && queue.length) {
    event.preventDefault();
    leaving = true;
    if (!busy) next();
  }
});
addEventListener("online", () => { if (!busy) next(); });
addEventListener("beforeunload", (event) => {
  if (!queue.length) return;
  event.preventDefault();
  event.returnValue = true; // what older browsers wait for
});
addEventListener("pageshow", (event) => { if (event.persisted && !queue.length) location.reload(); });
