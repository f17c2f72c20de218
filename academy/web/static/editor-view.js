// Shows a lesson as a learner sees it, while one writes, and what there is to say of it.
const form = document.getElementById("lesson");
const area = form.elements.text;
const frame = document.getElementById("preview");
const checks = document.getElementById("checks");
const words = form.dataset;
form.elements.look.remove(); // it is looked at all the time
let timer, busy = false, again = false;

async function ask(address) {
  const body = new FormData();
  for (const name of ["csrf_token", "text", "locale"]) body.set(name, form.elements[name].value);
  const answer = await fetch(address, { method: "POST", body });
  return answer.ok ? answer.text() : null;
}

// Only the body is put in place of the old one, so that the frame stays where it was scrolled to.
function show(html) {
  const page = frame.contentDocument;
  if (!page || !page.body) return;
  const fresh = new DOMParser().parseFromString(html, "text/html");
  const top = page.documentElement.scrollTop;
  const open = [...page.querySelectorAll("details")].map((one) => one.open);
  fresh.querySelectorAll("details").forEach((one, place) => { one.open = Boolean(open[place]); });
  page.documentElement.lang = fresh.documentElement.lang;
  page.body.replaceWith(page.adoptNode(fresh.body));
  page.documentElement.scrollTop = top;
}

async function refresh() {
  clearTimeout(timer);
  again = busy;
  if (busy) return;
  busy = true;
  try {
    const page = await ask(words.preview);
    if (page !== null) show(page);
    const said = await ask(words.checks);
    if (said !== null && !checks.contains(document.activeElement)) checks.innerHTML = said;
  } catch (_) { /* the next change asks again */ }
  busy = false;
  if (again) refresh();
}

// What the frame leads to opens beside it; a link within the lesson goes where it leads.
function guard() {
  frame.contentDocument.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (!link || link.getAttribute("href").startsWith("#")) return;
    event.preventDefault();
    open(link.href, "_blank", "noopener");
  });
}

function goTo(number) {
  const lines = area.value.split("\n");
  const start = lines.slice(0, number - 1).reduce((sum, one) => sum + one.length + 1, 0);
  area.blur(); // a field that gets the focus anew scrolls to where its cursor is
  area.setSelectionRange(start, start);
  area.focus();
  area.setSelectionRange(start, start + (lines[number - 1] || "").length);
}

area.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(refresh, 600);
});
form.elements.locale.addEventListener("change", refresh);
checks.addEventListener("click", (event) => {
  const link = event.target.closest("[data-line]");
  if (!link) return;
  event.preventDefault();
  goTo(Number(link.dataset.line));
});
frame.addEventListener("load", guard);
if (frame.contentDocument && frame.contentDocument.readyState === "complete") guard();
