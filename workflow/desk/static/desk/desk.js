/* 审稿台, what every desk page shares. Everything is an enhancement: links and forms work without it. */
(() => {
  const $$ = s => [...document.querySelectorAll(s)];
  const root = document.documentElement;
  root.classList.add("dk-js");
  // The person's own setting in Wagtail's account (WCAG 2.1.4).
  let keys = true;
  try { keys = JSON.parse(document.querySelector("#wagtail-config").textContent).KEYBOARD_SHORTCUTS_ENABLED !== false; } catch { /* the default holds */ }
  if (keys) root.classList.add("dk-kbd");
  const label = () => keys && $$("[data-dk-key]").forEach(x => x.setAttribute("aria-keyshortcuts", x.dataset.dkKey.toUpperCase()));
  label();

  // A key is ours unless somebody types, an input method is at work, or a dialog is open.
  const handlers = [];
  const typing = el => el.isContentEditable || (/^(INPUT|TEXTAREA|SELECT)$/.test(el.tagName) && !/^(checkbox|radio)$/.test(el.type));
  document.addEventListener("keydown", e => {
    if (e.isComposing || e.keyCode === 229) return;
    if (!keys || typing(e.target) || e.ctrlKey || e.metaKey || e.altKey) return;
    if (document.querySelector(".w-dialog[aria-modal=true]:not([aria-hidden=true]),dialog[open]")) return;
    if (handlers.some(handle => handle(e.key.toLowerCase(), e))) e.preventDefault();
  });
  window.desk = { keys, label, typing, onKey: handle => handlers.push(handle) };

  // Rows of a list.
  const rows = $$("[data-dk-row]");
  let at = -1;
  if (rows.length) desk.onKey(k => {
    if (k !== "j" && k !== "k") return false;
    at = Math.max(0, Math.min(rows.length - 1, at + (k === "j" ? 1 : -1)));
    rows.forEach(r => r.classList.remove("is-on"));
    rows[at].classList.add("is-on");
    rows[at].querySelector("a,button").focus();
    return true;
  });

  // A second press of a deciding button sends nothing: the first is on its way.
  let sent = false;
  document.addEventListener("submit", e => {
    if (!e.target.closest(".dk") || e.target.method !== "post") return;
    if (sent) e.preventDefault();
    else setTimeout(() => { sent = !e.defaultPrevented; }); // unless another script took it over
  });
  addEventListener("pageshow", () => { sent = false; });

  const refusal = document.querySelector("#dk-refusal");
  if (refusal && !/^#f\d/.test(location.hash)) refusal.focus();
})();
