// Where there is room, filters are open from the beginning.
const fold = document.querySelector("details.fold");
if (fold && matchMedia("(min-width: 60rem)").matches) fold.open = true;
