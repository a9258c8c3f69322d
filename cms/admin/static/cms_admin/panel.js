/* The panel 审稿: fetched anew when somebody looks at it after a save, and on demand; never while
   somebody types. Its links open the field they name, also on a phone, where the panel covers it. */
(() => {
  "use strict";
  const REST = 15000;
  let stale = false;
  let read = Date.now();

  const panel = () => document.querySelector("[data-cms-panel]");
  const isShown = () => panel() && panel().offsetParent !== null;

  async function refresh() {
    const old = panel();
    if (!old || !old.dataset.address) return;
    stale = false;
    read = Date.now();
    const answer = await fetch(old.dataset.address, { headers: { "X-Requested-With": "fetch" } });
    if (!answer.ok) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    const found = fresh.querySelector("[data-cms-panel]");
    if (!found) return;
    old.replaceWith(found);
    count(found);
  }

  function count(found) {
    const number = found.querySelectorAll(".cms-problem").length;
    const badge = document.querySelector(
      '[data-side-panel-toggle="review"] [data-side-panel-toggle-counter]',
    );
    if (!badge) return;
    badge.hidden = number === 0;
    badge.textContent = String(number);
  }

  function go(link) {
    const id = decodeURIComponent(link.hash.slice(1));
    const field = link.dataset.cmsGo;
    const target =
      document.getElementById(id) ||
      (field && document.querySelector(`[data-contentpath="${CSS.escape(field)}"]`));
    if (!target) return false;
    if (window.innerWidth < 800) {
      const open = document.querySelector('[data-side-panel-toggle="review"][aria-expanded="true"]');
      if (open) open.click();
    }
    const tab = target.closest('[role="tabpanel"][hidden]');
    if (tab) document.querySelector(`[role="tab"][href="#${CSS.escape(tab.id)}"]`)?.click();
    for (let part = target; part; part = part.parentElement) {
      const closed = part.querySelector(':scope > .w-panel__header [aria-expanded="false"]');
      if (closed) closed.click();
    }
    target.scrollIntoView({ block: "center" });
    const input = target.querySelector(
      'input:not([type="hidden"]), textarea, select, [contenteditable="true"]',
    );
    if (input) input.focus({ preventScroll: true });
    target.classList.remove("cms-pointed");
    requestAnimationFrame(() => target.classList.add("cms-pointed"));
    return true;
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-cms-go]");
    if (link && go(link)) event.preventDefault();
    if (event.target.closest("[data-cms-refresh]")) refresh();
    if (event.target.closest('[data-side-panel-toggle="review"]') && stale) refresh();
  });
  document.addEventListener("w-autosave:success", () => {
    stale = true;
    if (isShown() && Date.now() - read > REST) refresh();
  });
  setInterval(() => {
    if (stale && isShown() && Date.now() - read > REST) refresh();
  }, 5000);
})();
