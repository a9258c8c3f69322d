// Says beside a field how many characters it holds and takes, while somebody writes in it.
(() => {
  const NEAR = 0.9;
  let counter = null;
  const show = (field) => {
    const most = field.maxLength;
    if (!(most > 0) || !field.closest("form[data-edit-form], #page-edit-form")) return;
    if (!counter) {
      counter = document.createElement("span");
      counter.className = "cms-counter";
    }
    if (counter.previousElementSibling !== field) field.after(counter);
    counter.textContent = `${field.value.length} / ${most}`;
    counter.toggleAttribute("data-near", field.value.length >= most * NEAR);
  };
  const listen = (event) => {
    if (event.target.matches("input[maxlength], textarea[maxlength]")) show(event.target);
  };
  document.addEventListener("focusin", listen);
  document.addEventListener("input", listen);
  // Not before the press that moved the focus has ended: what it aims at must not move away.
  document.addEventListener("focusout", (event) => {
    setTimeout(() => {
      if (counter?.previousElementSibling === event.target && !event.target.matches(":focus")) {
        counter.remove();
      }
    }, 400);
  });
})();
