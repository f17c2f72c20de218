// Draws the places of a question on its picture. With the mouse or a finger one draws the place whose
// fields one was in last; with the arrow keys the number at the cursor grows and shrinks. What changes
// are the numbers of the form, which can be written by hand, too.
const LEAST = 8; // pixels: what is smaller was only a click
const form = document.querySelector("form[data-builder]");
const last = {}; // by question, the place whose fields somebody was in last
let from = null;

const fieldOf = (spot, name) => form.elements[`${spot}.${name}`];
const shapeOf = (spot) => fieldOf(spot, "shape").value;
const numbersOf = (spot) => (fieldOf(spot, "numbers").value.match(/\d+/g) || []).map(Number);
const spotsOf = (box) => [...form.querySelectorAll(`input[name="${box.dataset.spots}.spots"]`)]
  .map((input) => `${box.dataset.spots}.spots.${input.value}`);

function node(name, values, ...inner) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(values)) made.setAttribute(key, value);
  made.append(...inner);
  return made;
}

function outline(spot) {
  const at = numbersOf(spot), shape = shapeOf(spot);
  if (shape === "circle") return at.length === 3 && ["circle", { cx: at[0], cy: at[1], r: at[2] }];
  if (shape === "polygon") return at.length > 1 && ["polygon", { points: at.slice(0, at.length & ~1).join(" ") }];
  const [x, y, right, bottom] = at;
  return at.length === 4 && right > x && bottom > y && ["rect", { x, y, width: right - x, height: bottom - y }];
}

function draw(box) {
  const svg = box.querySelector("svg"), size = svg.viewBox.baseVal.width / 26;
  const shapes = spotsOf(box).map((spot, place) => {
    const found = outline(spot);
    if (!found) return "";
    const [x, y] = numbersOf(spot), [name, values] = found;
    return node("g", { "data-at": spot, class: last[box.dataset.spots] === spot ? "on" : "" },
      node(name, { ...values, class: "rim" }), node(name, { ...values, class: "line" }),
      node("circle", { cx: x, cy: y, r: size }),
      node("text", { x, y: y + size * 0.45, "font-size": size * 1.3 }, place + 1));
  });
  svg.replaceChildren(...shapes.filter(Boolean));
}

function write(spot, numbers) {
  const field = fieldOf(spot, "numbers");
  field.value = numbers.map((number) => Math.max(0, Math.round(number))).join(" ");
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

function pointOf(box, event) {
  const svg = box.querySelector("svg"), at = svg.getBoundingClientRect(), { width, height } = svg.viewBox.baseVal;
  const x = (event.clientX - at.left) * width / at.width, y = (event.clientY - at.top) * height / at.height;
  return [Math.min(Math.max(0, x), width), Math.min(Math.max(0, y), height)];
}

// What is drawn from one corner to the other, or from the centre to the rim.
function between(spot, [x, y], [u, v]) {
  if (shapeOf(spot) === "circle") return [x, y, Math.hypot(u - x, v - y)];
  return [Math.min(x, u), Math.min(y, v), Math.max(x, u), Math.max(y, v)];
}

form.addEventListener("pointerdown", (event) => {
  const box = event.target.closest("[data-spots]");
  if (!box) return;
  const spots = spotsOf(box), touched = event.target.closest("[data-at]"), point = pointOf(box, event);
  const busy = spots.includes(last[box.dataset.spots]) && last[box.dataset.spots];
  const spot = busy && shapeOf(busy) === "polygon" ? busy
    : (touched && touched.dataset.at) || spots.find((each) => !outline(each)) || busy;
  if (!spot) return;
  event.preventDefault();
  last[box.dataset.spots] = spot;
  if (shapeOf(spot) === "polygon") write(spot, [...numbersOf(spot), ...point]);
  else from = { box, spot, point };
  draw(box);
});
addEventListener("pointermove", (event) => {
  if (!from) return;
  const point = pointOf(from.box, event);
  if (Math.hypot(point[0] - from.point[0], point[1] - from.point[1]) < LEAST) return;
  write(from.spot, between(from.spot, from.point, point));
});
for (const name of ["pointerup", "pointercancel"]) addEventListener(name, () => { from = null; });

form.addEventListener("keydown", (event) => {
  const field = event.target, by = { ArrowUp: 1, ArrowDown: -1 }[event.key];
  if (!by || !(field.name || "").endsWith(".numbers")) return;
  event.preventDefault();
  const place = Math.max(0, (field.value.slice(0, field.selectionStart).match(/\d+/g) || [""]).length - 1);
  const spot = field.name.slice(0, -".numbers".length), caret = field.selectionStart;
  write(spot, numbersOf(spot).map((number, each) => each === place ? number + by * (event.shiftKey ? 10 : 1) : number));
  field.setSelectionRange(caret, caret);
});
form.addEventListener("focusin", (event) => {
  const found = /^(.+)\.spots\.[a-z0-9-]+(?=\.)/.exec(event.target.name || "");
  if (!found) return;
  last[found[1]] = found[0];
  form.querySelectorAll(`[data-spots="${found[1]}"]`).forEach(draw);
});
const boxes = () => [...form.querySelectorAll("[data-spots]")];
form.addEventListener("input", () => boxes().forEach(draw));
new MutationObserver(() => boxes().filter((box) => !box.querySelector("g")).forEach(draw))
  .observe(form, { childList: true, subtree: true });
boxes().forEach(draw);
