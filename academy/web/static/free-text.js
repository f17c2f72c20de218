// Counts while somebody writes, as the server counts when it saves: see rules/lengths.py.
const unspaced = /[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uaa60-\uaa7f]/gu;
const counts = /[\p{L}\p{N}]/u;
const write = new Intl.NumberFormat(document.documentElement.lang);

function lengthOf(text) {
  const characters = (text.match(unspaced) || []).filter((letter) => counts.test(letter)).length;
  const words = text.replace(unspaced, " ").split(/\s+/u).filter((word) => counts.test(word)).length;
  return { count: characters + words, unit: characters > words ? "characters" : "words" };
}

for (const line of document.querySelectorAll("[data-count]")) {
  const { count: field, least, most } = line.dataset;
  const area = document.getElementById(field);
  const tell = () => {
    const { count, unit } = lengthOf(area.value);
    line.querySelector("b").textContent = write.format(count);
    for (const one of line.querySelectorAll("[data-unit]")) one.hidden = one.dataset.unit !== unit;
    line.querySelector("[data-told=less]").hidden = !(count > 0 && count < +least);
    line.querySelector("[data-told=more]").hidden = !(+most > 0 && count > +most);
  };
  area.addEventListener("input", tell);
  tell();
}
