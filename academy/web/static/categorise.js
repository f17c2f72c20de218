// Lets whoever has a mouse drag items into boxes. The lists stay with the items: they are the way by
// keyboard and by touch, and say what is chosen.
const boxed = matchMedia("(pointer:fine)").matches ? document.querySelectorAll("[data-sort]") : [];
let held;

for (const sorting of boxed) {
  const boxes = new Map();
  const items = [...sorting.children];
  const choice = (item) => item.querySelector("select");
  const put = (item) => {
    const list = choice(item);
    const had = document.activeElement === list;
    boxes.get(list.value).append(item);
    if (had) list.focus();
  };
  for (const { value, text, lang } of choice(items[0]).options) {
    const box = document.createElement("div");
    box.role = "group";
    box.ariaLabel = text;
    if (value) box.append(Object.assign(document.createElement("b"), { textContent: text, lang }));
    box.ondragover = (event) => { if (items.includes(held)) event.preventDefault(); };
    box.ondrop = (event) => {
      event.preventDefault();
      choice(held).value = value;
      choice(held).dispatchEvent(new Event("change", { bubbles: true }));
    };
    boxes.set(value, box);
    sorting.append(box);
  }
  for (const item of items) {
    item.draggable = true;
    item.ondragstart = (event) => { held = item; event.dataTransfer.setData("text/plain", ""); };
    item.onchange = () => put(item);
    put(item);
  }
  sorting.className = "sorting";
}
