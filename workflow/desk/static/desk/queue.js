/* The queue: F goes to the search field. Without scripts the form is a plain form. */
(() => {
  const find = document.querySelector("[data-dk-find]");
  if (!find) return;
  const fold = find.closest("details");
  const keys = document.documentElement.classList.contains("dk-kbd"); // set by desk.js
  if (keys) find.setAttribute("aria-keyshortcuts", "F");
  document.addEventListener("keydown", e => {
    const typing = e.target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(e.target.tagName);
    if (!keys || typing || e.isComposing || e.keyCode === 229 || e.ctrlKey || e.metaKey || e.altKey) return;
    if (e.key.toLowerCase() !== "f" || document.querySelector(".w-dialog[aria-modal=true]:not([aria-hidden=true])")) return;
    e.preventDefault();
    fold.open = true;
    find.focus();
    find.select();
  });
})();
