// Changes an outline without leaving the page. Everything here works without it, too: each button
// and link has an address of its own, and the answer is the page as it is now. From that answer only
// the outline is taken; what was open, focused and in sight stays so.
const told = document.getElementById("told");
let last = Promise.resolve(), sent = 0, fading = 0;

const outline = () => document.getElementById("outline");
const byId = (id) => id && document.getElementById(id);
document.documentElement.classList.add("scripted");

function tell(text, isError) {
  told.textContent = text;
  told.hidden = !text;
  told.classList.toggle("error", Boolean(isError));
  clearTimeout(fading);
  if (text && !isError) fading = setTimeout(tell, 5000, "");
}

// One after the other, in the order of the clicks; only the last answer is shown.
function send(address, body, then = {}) {
  const mine = ++sent;
  last = last.then(async () => {
    try {
      const answer = await fetch(address, body ? { method: "POST", body } : {});
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.getElementById("outline");
      if (!answer.ok || !fresh) throw new Error(answer.status);
      const flash = page.querySelector("main > .flash");
      if (page.getElementById("undo")) tell("");
      else if (body) tell(flash ? flash.textContent.trim() : outline().dataset.done, flash && flash.matches(".error"));
      else tell("");
      if (mine === sent) show(fresh, answer.url, then);
    } catch (_) {
      if (then.failed) then.failed();
      tell(outline().dataset.failed, true);
    }
  });
}

function show(fresh, address, then) {
  const focus = document.activeElement && document.activeElement.id;
  const open = [...outline().querySelectorAll("details[open]")].map((one) => one.id);
  const anchor = byId(then.keep) || byId(focus);
  const top = anchor && anchor.getBoundingClientRect().top;
  outline().replaceWith(document.adoptNode(fresh));
  history.replaceState(null, "", address);
  for (const id of open) if (id !== then.closes && byId(id)) byId(id).open = true;
  const undo = byId("undo");
  const wanted = then.takesOut && undo ? undo : usable(byId(focus)) || usable(byId(then.focus)) || byId(focus);
  const stays = byId(then.keep) || byId(focus);
  if (stays && top !== null) scrollBy({ top: stays.getBoundingClientRect().top - top, behavior: "instant" });
  if (wanted) wanted.focus({ preventScroll: true });
}

// A button that moves something is off at the end of its way: then the one beside it has the focus.
function usable(element) {
  if (!element || !element.disabled) return element;
  const other = element.id.endsWith(".up") ? element.id.replace(/up$/, "down") : element.id.replace(/down$/, "up");
  return byId(other);
}

document.addEventListener("submit", (event) => {
  const form = event.target, button = event.submitter;
  if (!form.matches("form[data-swap]")) return;
  event.preventDefault();
  const body = new URLSearchParams(new FormData(form));
  if (button && button.name) body.append(button.name, button.value);
  const address = button && button.hasAttribute("formaction") ? button.formAction : form.action;
  send(address, body, {
    keep: button && button.id, focus: form.dataset.focus, closes: form.dataset.closes,
    takesOut: address.endsWith("/remove"),
  });
});

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-swap]");
  if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  link.focus();
  send(link.href, null, { keep: link.id });
});

// Dragging: what is dragged stays where it is, and a line shows where it would go.
const line = Object.assign(document.createElement("li"), { className: "drop-line" });
line.setAttribute("aria-hidden", "true");
let dragged = null, timer = 0, point = { x: 0, y: 0 };

const listOf = (item) => item.closest(item.dataset.drag === "unit" ? ".steps" : ".modules");

function aim() {
  const under = document.elementFromPoint(point.x, point.y);
  const over = under && under.closest(`[data-drag=${dragged.dataset.drag}]`);
  if (over) {
    const box = over.getBoundingClientRect();
    over.parentNode.insertBefore(line, point.y < box.top + box.height / 2 ? over : over.nextElementSibling);
    return;
  }
  const list = dragged.dataset.drag === "unit" && under && under.closest(".module") && under.closest(".module").querySelector(".steps");
  if (list) list.insertBefore(line, point.y < list.getBoundingClientRect().top ? list.firstElementChild : null);
}

function roll() {
  const edge = 70, low = point.y - (innerHeight - edge), high = edge - point.y;
  if (low > 0) scrollBy({ top: low / 3, behavior: "instant" });
  else if (high > 0) scrollBy({ top: -high / 3, behavior: "instant" });
  if (low > 0 || high > 0) aim();
  timer = requestAnimationFrame(roll);
}

function finish(isDrop) {
  cancelAnimationFrame(timer);
  dragged.classList.remove("dragging");
  const item = dragged, place = line.parentNode, home = { list: listOf(item), next: item.nextElementSibling };
  const next = line.nextElementSibling;
  dragged = null;
  line.remove();
  if (!isDrop || !place || next === item || (item.nextElementSibling === next && home.list === place)) return;
  place.insertBefore(item, next);
  const body = new URLSearchParams({ csrf_token: document.querySelector("#steps [name=csrf_token]").value });
  body.set("before", next ? next.dataset.name : "");
  if (item.dataset.drag === "unit") body.set("module", place.dataset.module);
  send(item.dataset.move, body, {
    keep: item.id,
    failed: () => home.list.insertBefore(item, home.next),
  });
}

document.addEventListener("pointerdown", (event) => {
  const handle = event.target.closest(".handle");
  if (!handle || event.button || dragged) return;
  event.preventDefault();
  dragged = handle.closest("[data-drag]");
  dragged.classList.add("dragging");
  point = { x: event.clientX, y: event.clientY };
  handle.setPointerCapture(event.pointerId);
  timer = requestAnimationFrame(roll);
});
document.addEventListener("pointermove", (event) => {
  if (!dragged) return;
  point = { x: event.clientX, y: event.clientY };
  aim();
});
document.addEventListener("pointerup", () => dragged && finish(true));
document.addEventListener("pointercancel", () => dragged && finish(false));
document.addEventListener("keydown", (event) => { if (dragged && event.key === "Escape") finish(false); });
