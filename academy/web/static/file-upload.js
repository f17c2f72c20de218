// Says before anything is sent that a file is too large: sending it would cost its learner money.
for (const field of document.querySelectorAll("[type=file][data-most]")) {
  field.addEventListener("change", () => {
    const large = [...field.files].some((file) => file.size > field.dataset.most);
    field.setCustomValidity(large ? field.dataset.large : "");
    if (large) field.reportValidity();
  });
}
