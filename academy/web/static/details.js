// For forms that take a while: Ctrl+S saves, leaving with unsaved words asks. A new course has its id proposed.
let dirty = false;
// Whether a field says something else than the page brought: typed before this script was here.
const wasTyped = (field) => field.type === "checkbox" || field.type === "radio" ? field.checked !== field.defaultChecked
  : "defaultValue" in field && field.type !== "hidden" && field.value !== field.defaultValue;
for (const form of document.querySelectorAll("form[data-guard]")) {
  dirty ||= [...form.elements].some(wasTyped);
  form.addEventListener("input", () => { dirty = true; });
  form.addEventListener("submit", () => { dirty = false; });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "s" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    form.requestSubmit();
  });
}
addEventListener("beforeunload", (event) => {
  if (!dirty) return;
  event.preventDefault();
  event.returnValue = true; // what older browsers wait for
});

// As `rules.outlines.new_id` makes it; whatever somebody typed there themselves is theirs.
const proposing = document.querySelector("form[data-proposes]");
if (proposing) {
  const { title, id } = proposing.elements;
  let own = id.value !== "";
  id.addEventListener("input", () => { own = id.value !== ""; });
  const propose = () => {
    if (own) return;
    const plain = title.value.normalize("NFKD").replace(/[^\x00-\x7f]/g, "").toLowerCase();
    id.value = plain.replace(/[^a-z0-9]+/g, "-").slice(0, 48).replace(/^-+|-+$/g, "");
  };
  title.addEventListener("input", propose);
  propose();
}
