/* 审稿台. Everything here is an enhancement: links and forms work without it. */
(() => {
  const $ = (s, r = document) => r.querySelector(s);
  const $$ = (s, r = document) => [...r.querySelectorAll(s)];
  const root = document.documentElement;
  root.classList.add("dk-js");
  let keys = true; // the person's own setting in Wagtail's account (WCAG 2.1.4)
  try { keys = JSON.parse($("#wagtail-config").textContent).KEYBOARD_SHORTCUTS_ENABLED !== false; } catch { /* the default holds */ }
  if (keys) root.classList.add("dk-kbd");
  const phone = matchMedia("(max-width:63.99em)");
  const side = $("[data-dk-side]");
  let opener = null;

  // Panels: tabs on the desktop, a sheet from below on the phone.
  const panel = (name, open = true) => {
    if (!side) return;
    $$("[data-panel]").forEach(p => p.classList.toggle("is-on", p.dataset.panel === name));
    side.dataset.on = name;
    side.classList.toggle("is-open", open);
    $$("[data-dk-panel]").forEach(a => (a.dataset.dkPanel === name && (open || !phone.matches) ? a.setAttribute("aria-current", "true") : a.removeAttribute("aria-current")));
  };
  const closeSheet = () => {
    if (!side) return;
    side.classList.remove("is-open");
    $$("[data-dk-bar] [aria-current]").forEach(a => a.removeAttribute("aria-current"));
    if (opener) opener.focus();
  };

  // Findings: one at a time is open.
  const finding = n => $(`li[data-f="${n}"]`);
  const position = () => {
    const all = $$(".dk-f"), e = $("[data-dk-pos]");
    if (e) e.textContent = `${all.findIndex(f => f.classList.contains("is-on")) + 1}/${all.length}`;
  };
  const select = n => {
    const f = finding(n);
    if (!f) return;
    $$(".dk-f.is-on").forEach(e => e.classList.remove("is-on"));
    panel("find");
    f.classList.add("is-on");
    position();
    f.scrollIntoView({ block: "nearest" });
    f.focus({ preventScroll: true });
  };
  const step = by => {
    const all = $$(".dk-f");
    if (!all.length) return;
    const at = all.findIndex(f => f.classList.contains("is-on"));
    select(all[(at + by + all.length) % all.length].dataset.f);
  };
  if (side) {
    const first = $(".dk-f:has([aria-invalid])") || $(".dk-f:not(.is-done)") || $(".dk-f");
    panel(first && !first.matches(".is-done:not(:has([aria-invalid]))") ? "find" : "sign", false);
    if (first) first.classList.add("is-on");
    position();
  }

  document.addEventListener("click", e => {
    const t = e.target.closest("a,button"), li = e.target.closest(".dk-f:not(.is-on)");
    if (!t) { if (li) select(li.dataset.f); return; }
    const d = t.dataset;
    if (d.dkPanel) {
      e.preventDefault();
      if (phone.matches && t.closest("[data-dk-bar]") && side.classList.contains("is-open") && side.dataset.on === d.dkPanel) return closeSheet();
      opener = t;
      panel(d.dkPanel);
      if (phone.matches) $(`[data-panel="${d.dkPanel}"]`).focus({ preventScroll: true });
    } else if (d.dkStep) step(+d.dkStep);
    else if ("dkClose" in d) closeSheet();
    else if (d.dkGoto) { e.preventDefault(); opener = t; select(d.dkGoto); }
  });

  // The ticks: what is missing is counted again as they are set. The server counts for itself.
  const ticks = $$("[name=checked]"), count = $("[data-dk-ticks]");
  document.addEventListener("change", e => {
    if (e.target.name !== "checked" || !count) return;
    const done = ticks.filter(t => t.checked).length;
    const link = $("a", count);
    link.textContent = link.textContent.replace(/\d+\/\d+/, `${done}/${ticks.length}`);
    count.hidden = done === ticks.length;
    const ready = !$$("[data-dk-missing] > span").some(s => !s.hidden);
    $("[data-dk-missing]").hidden = ready;
    $("[data-dk-ready]").hidden = !ready;
    $(".dk-go").toggleAttribute("data-miss", !ready);
  });

  // What is being typed is saved as a draft; it is not a signature.
  const form = $("[data-dk-sign]"), words = form && form.elements.words;
  if (words && !words.readOnly) {
    let timer = 0, last = words.value;
    const save = async () => {
      if (words.value === last) return;
      last = words.value;
      const body = new URLSearchParams(new FormData(form));
      try {
        const r = await fetch(form.dataset.dkDraft, { method: "POST", body, headers: { "X-Requested-With": "XMLHttpRequest" } });
        const saved = $("[data-dk-saved]");
        if (r.ok && saved) saved.textContent = await r.text();
      } catch { last = null; }
    };
    words.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(save, 1500); });
    document.addEventListener("visibilitychange", () => { if (document.hidden) save(); });
  }
  // A second press of a deciding button sends nothing: the first is on its way.
  let sent = false;
  document.addEventListener("submit", e => {
    if (!e.target.closest(".dk") || e.target.method !== "post") return;
    if (sent) e.preventDefault();
    sent = true;
  });
  addEventListener("pageshow", () => { sent = false; });

  // Keys.
  const rows = $$("[data-dk-row]");
  let at = -1;
  const move = by => {
    if (rows.length) {
      at = Math.max(0, Math.min(rows.length - 1, at + by));
      rows.forEach(r => r.classList.remove("is-on"));
      rows[at].classList.add("is-on");
      $("a", rows[at]).focus();
      return;
    }
    const changes = $$("[data-c]");
    if (!changes.length) return step(by);
    at = (at + by + changes.length) % changes.length;
    changes.forEach(c => c.classList.remove("is-on"));
    changes[at].classList.add("is-on");
    changes[at].scrollIntoView({ block: "center" });
    changes[at].focus({ preventScroll: true });
  };
  document.addEventListener("keydown", e => {
    const el = e.target;
    const typing = el.isContentEditable || (/^(INPUT|TEXTAREA|SELECT)$/.test(el.tagName) && !/^(checkbox|radio)$/.test(el.type));
    if (e.isComposing || e.keyCode === 229) return; // an input method is at work
    if (e.key === "Escape") { if (typing && el.closest(".dk")) el.blur(); else if (phone.matches) closeSheet(); return; }
    if (e.key === "Enter" && (e.ctrlKey || e.metaKey) && el === words) { e.preventDefault(); $(".dk-go").click(); return; }
    if (!keys || typing || e.ctrlKey || e.metaKey || e.altKey || $(".w-dialog[aria-modal=true]:not([aria-hidden=true])")) return;
    const k = e.key.toLowerCase();
    if (k === "j" || k === "k") { e.preventDefault(); move(k === "j" ? 1 : -1); return; }
    if (k === "u" && side) { location.href = $(".w-breadcrumbs a").href; return; }
    const hit = $(`.dk-f.is-on [data-dk-key="${k}"]`) || $$(`[data-dk-key="${k}"]`).find(x => !x.closest(".dk-f"));
    if (!hit) return;
    e.preventDefault();
    if (hit.matches("textarea")) { panel("sign"); hit.focus(); } else hit.click();
  });
  $$("[data-dk-key]").forEach(x => keys && x.setAttribute("aria-keyshortcuts", x.dataset.dkKey.toUpperCase()));

  const refusal = $("#dk-refusal");
  if (/^#f\d/.test(location.hash)) select(location.hash.slice(2));
  else if (refusal) refusal.focus();
})();
