// Counts down the time of an attempt. The server keeps the time; this only shows it, and sends the
// answers when it is over. A screen reader is told when asked, five minutes before, and at the end.
const line = document.querySelector("[data-clock]");
const shown = line.querySelector("output");
const spoken = line.querySelector("[role=status]");
const words = line.dataset;
const ahead = Date.now() - Date.parse(words.now); // this device's clock may be wrong
const end = Date.parse(words.clock) + ahead;
let warned = end - Date.now() < 300000;

function left() {
  const seconds = Math.max(0, Math.ceil((end - Date.now()) / 1000));
  return seconds > 90 ? `${words.minutes} ${Math.ceil(seconds / 60)}` : `${words.seconds} ${seconds}`;
}

function tick() {
  shown.textContent = left();
  if (!warned && end - Date.now() < 300000) {
    warned = true;
    spoken.textContent = left();
  }
  if (Date.now() < end) return;
  clearInterval(ticking);
  spoken.textContent = words.over;
  const form = document.querySelector("form[data-quiz]");
  const sure = document.createElement("input");
  Object.assign(sure, { type: "hidden", name: "confirmed", value: "1" });
  form.append(sure);
  form.querySelector("[name=submit]").click();
}

line.querySelector("button").addEventListener("click", () => { spoken.textContent = left(); });
line.hidden = false;
const ticking = setInterval(tick, 1000);
tick();
