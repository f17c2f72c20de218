// Moves columns of a report within the page, and says where one has got to.
const list = document.querySelector(".columns");
const told = document.querySelector("#told");

function isChosen(item) {
  return item.querySelector("input").checked;
}

// The columns that are not chosen have no place: a chosen one steps over them.
function neighbour(item, step) {
  let next = item;
  do next = next[step];
  while (next && !isChosen(next));
  return next;
}

function move(button, item) {
  const isUp = button.name === "up";
  const other = neighbour(item, isUp ? "previousElementSibling" : "nextElementSibling");
  if (!other) return;
  if (isUp) other.before(item);
  else other.after(item);
  button.focus();
  const place = [...list.children].filter(isChosen).indexOf(item) + 1;
  const words = isUp ? list.dataset.movedUp : list.dataset.movedDown;
  told.textContent = words.replace("{place}", place);
}

list.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  event.preventDefault();
  move(button, button.closest("li"));
});

list.addEventListener("change", (event) => {
  const item = event.target.closest("li");
  for (const button of item.querySelectorAll("button")) button.hidden = !event.target.checked;
});
