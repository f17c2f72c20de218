// Lets a tap on the picture choose the place in the list below it, and shows on it what is chosen
// and where the keyboard is. The list alone does all of it, too.
for (const box of document.querySelectorAll("[data-hotspot]")) {
  const inputOf = (spot) => box.querySelector(`input[value="${spot.dataset.spot}"]`);
  const show = () => {
    for (const spot of box.querySelectorAll("[data-spot]")) {
      const input = inputOf(spot);
      spot.classList.toggle("on", input.checked);
      spot.classList.toggle("near", input === document.activeElement);
    }
  };
  box.classList.add("live");
  box.addEventListener("click", (event) => {
    const spot = event.target.closest("[data-spot]");
    if (!spot) return;
    inputOf(spot).click();
    inputOf(spot).focus({ preventScroll: true });
  });
  for (const name of ["change", "focusin", "focusout"]) box.addEventListener(name, () => setTimeout(show));
  show();
}
