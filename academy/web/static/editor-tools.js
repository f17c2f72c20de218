// Puts Markdown into a lesson where the cursor is, so that it can be undone, and pictures by drop and paste.
const form = document.getElementById("lesson");
const area = form.elements.text;
const bar = form.querySelector("[role=toolbar]");
const file = document.getElementById("file");
const words = form.dataset;
const buttons = [...bar.querySelectorAll("button")];
const tell = (text) => form.dispatchEvent(new CustomEvent("tell", { detail: text }));

function put(text, from, to, { start, end } = {}) {
  area.focus();
  area.setSelectionRange(from, to);
  if (!document.execCommand("insertText", false, text)) {
    area.setRangeText(text, from, to, "end");
    area.dispatchEvent(new Event("input", { bubbles: true }));
  }
  if (start !== undefined) area.setSelectionRange(from + start, from + end);
}

function wrap(before, after = before) {
  const { selectionStart: from, selectionEnd: to, value } = area;
  const chosen = value.slice(from, to);
  const has = value.slice(0, from).endsWith(before) && value.slice(to).startsWith(after);
  if (has) {
    put(chosen, from - before.length, to + after.length, { start: 0, end: chosen.length });
    return;
  }
  const text = chosen || words.sample;
  put(before + text + after, from, to, { start: before.length, end: before.length + text.length });
}

function lead(mark) {
  const { selectionStart, selectionEnd, value } = area;
  const from = value.lastIndexOf("\n", selectionStart - 1) + 1;
  const next = value.indexOf("\n", selectionEnd);
  const to = next < 0 ? value.length : next;
  const lines = value.slice(from, to).split("\n");
  const has = lines.every((one) => one.startsWith(mark));
  const text = lines.map((one) => has ? one.slice(mark.length) : mark + one).join("\n");
  put(text, from, to, { start: lines.length > 1 ? 0 : text.length, end: text.length });
}

// A block stands alone: an empty line before it and behind it.
function block(before, chosen, after) {
  const { selectionStart: from, selectionEnd: to, value } = area;
  const head = value.slice(0, from), tail = value.slice(to);
  const above = !head || head.endsWith("\n\n") ? "" : head.endsWith("\n") ? "\n" : "\n\n";
  const below = tail.startsWith("\n\n") ? "" : tail.startsWith("\n") ? "\n" : "\n\n";
  const start = above.length + before.length;
  put(above + before + chosen + after + below, from, to, { start, end: start + chosen.length });
}

const chosen = () => area.value.slice(area.selectionStart, area.selectionEnd);
const box = (name) => () => block(`::: ${name}\n`, chosen() || words.sample, "\n:::");
const tools = {
  bold: () => wrap("**"),
  italic: () => wrap("*"),
  code: () => wrap("`"),
  link: () => wrap("[", "](https://)"),
  heading: () => lead("## "),
  list: () => lead("- "),
  table: () => block("| ", words.column, ` | ${words.column} |\n| --- | --- |\n| ${words.sample} | ${words.sample} |`),
  picture: () => file.click(),
  note: box("note"),
  tip: box("tip"),
  warning: box("warning"),
  example: box("example"),
  check: () => block("::: check ", words.question, `\n${chosen() || words.sample}\n:::`),
  fact: () => block("::: fact ", "emergency", "\n:::"),
};

async function send(picture) {
  const body = new FormData();
  body.set("csrf_token", form.elements.csrf_token.value);
  body.set("file", picture, picture.name || "picture.png");
  tell(words.adding);
  let told;
  try {
    const answer = await fetch(words.pictures, { method: "POST", body, headers: { Accept: "application/json" } });
    told = answer.ok || answer.status === 422 ? await answer.json() : { said: words.failed };
  } catch (_) {
    told = { said: words.failed };
  }
  if (told.text) block(told.text.slice(0, 2), "", told.text.slice(2)); // the cursor is where the words belong
  tell(told.text ? words.alt : told.said);
}
async function sendAll(files) {
  for (const picture of files) if (picture.type.startsWith("image/")) await send(picture);
}
const hasFiles = (data) => data && [...data.types].includes("Files");

// One stop for the Tab key; arrows go from button to button.
function move(event) {
  const place = buttons.indexOf(document.activeElement);
  const to = { ArrowRight: place + 1, ArrowLeft: place - 1, Home: 0, End: -1 }[event.key];
  if (to === undefined || place < 0) return;
  event.preventDefault();
  stop(buttons.at(to % buttons.length)).focus();
}
function stop(button) {
  for (const one of buttons) one.tabIndex = one === button ? 0 : -1;
  return button;
}

bar.hidden = false;
stop(buttons[0]);
bar.addEventListener("keydown", move);
bar.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (button) tools[stop(button).value]();
});
area.addEventListener("keydown", (event) => {
  const name = { b: "bold", i: "italic", k: "link" }[event.key.toLowerCase()];
  if (!name || event.altKey || event.shiftKey || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  tools[name]();
});
file.addEventListener("change", async () => {
  await sendAll([...file.files]);
  file.value = "";
});
area.addEventListener("paste", (event) => {
  const files = [...event.clipboardData.files];
  if (!files.length || event.clipboardData.types.includes("text/plain")) return;
  event.preventDefault();
  sendAll(files);
});
area.addEventListener("dragover", (event) => {
  if (!hasFiles(event.dataTransfer)) return;
  event.preventDefault();
  area.classList.add("dropping");
});
area.addEventListener("dragleave", () => area.classList.remove("dropping"));
area.addEventListener("drop", (event) => {
  area.classList.remove("dropping");
  if (!hasFiles(event.dataTransfer)) return;
  event.preventDefault();
  sendAll([...event.dataTransfer.files]);
});
