/* One item: panels, findings, the frame, what is missing, the draft, the keys. */
(() => {
  const $ = (s, r = document) => r.querySelector(s);
  const $$ = (s, r = document) => [...r.querySelectorAll(s)];
  const side = $("[data-dk-side]"), form = $("[data-dk-sign]"), frame = $("[name=dk-frame]");
  if (!side) return;
  const phone = matchMedia("(max-width:63.99em)");
  let opener = null;

  // Panels: tabs on the desktop, a sheet from below on the phone.
  const panel = (name, open = true) => {
    $$("[data-panel]").forEach(p => p.classList.toggle("is-on", p.dataset.panel === name));
    side.dataset.on = name;
    side.classList.toggle("is-open", open);
    $$("[data-dk-panel]").forEach(a => (a.dataset.dkPanel === name && (open || !phone.matches) ? a.setAttribute("aria-current", "true") : a.removeAttribute("aria-current")));
  };
  const closeSheet = () => {
    side.classList.remove("is-open");
    $$("[data-dk-bar] [aria-current]").forEach(a => a.removeAttribute("aria-current"));
    if (opener && opener.isConnected) opener.focus();
  };

  // The frame: only its address is changed, so that nothing in it has to run.
  let version = 0;
  const show = n => {
    if (!frame) return;
    const base = frame.getAttribute("src");
    frame.contentWindow.location.replace(`${base}${version ? `&v=${version}` : ""}${n ? `#finding-${n}` : ""}`);
  };

  const paper = block => $(".dk-paper").scrollIntoView({ block, behavior: "instant" });

  // Findings: one at a time is open.
  const all = () => $$(".dk-f").filter(f => !f.hidden);
  const position = () => {
    const e = $("[data-dk-pos]"), list = all();
    if (e) e.textContent = `${list.findIndex(f => f.classList.contains("is-on")) + 1}/${list.length}`;
  };
  const choose = (n, point = true) => {
    const f = $(`li[data-f="${n}"]`);
    if (!f) return null;
    $$(".dk-f.is-on").forEach(e => e.classList.remove("is-on"));
    f.hidden = false;
    f.classList.add("is-on");
    position();
    const link = $("[data-dk-show]", f);
    if (point && link) show(n);
    return f;
  };
  const select = n => {
    const f = choose(n);
    if (!f) return;
    panel("find");
    f.scrollIntoView({ block: "nearest" });
    f.focus({ preventScroll: true });
    if (phone.matches && frame) paper("start");
  };
  const step = by => {
    const list = all();
    if (!list.length) return;
    const at = list.findIndex(f => f.classList.contains("is-on"));
    select(list[(at + by + list.length) % list.length].dataset.f);
  };
  const begin = () => {
    const first = $(".dk-f:has([aria-invalid])") || $(".dk-f:not(.is-done)") || $(".dk-f");
    if (first) choose(first.dataset.f, false);
    return first;
  };
  const first = begin();
  panel(first && (!first.matches(".is-done") || $("[aria-invalid]", first)) ? "find" : "sign", false);

  document.addEventListener("click", e => {
    const t = e.target.closest("a,button,summary"), li = e.target.closest(".dk-f:not(.is-on)");
    if (!t) { if (li) select(li.dataset.f); return; }
    const d = t.dataset;
    if (d.dkPanel) {
      e.preventDefault();
      if (phone.matches && t.closest("[data-dk-bar]") && side.classList.contains("is-open") && side.dataset.on === d.dkPanel) return closeSheet();
      opener = t;
      panel(d.dkPanel);
      if (phone.matches) {
        $(`[data-panel="${d.dkPanel}"]`).focus({ preventScroll: true });
        const on = $(".dk-f.is-on");
        if (d.dkPanel === "find" && on && frame) { show(on.dataset.f); paper("start"); }
      }
    } else if (d.dkStep) step(+d.dkStep);
    else if ("dkClose" in d) closeSheet();
    else if (d.dkGoto) { e.preventDefault(); opener = t; select(d.dkGoto); }
    else if (d.dkShow && frame) { e.preventDefault(); choose(d.dkShow); if (phone.matches) closeSheet(); paper(phone.matches ? "start" : "nearest"); }
    else if ("dkOnly" in d) {
      $$("[data-dk-only]").forEach(b => b.setAttribute("aria-pressed", b === t));
      $$(".dk-f").forEach(f => { f.hidden = Boolean(d.dkOnly) && !(d.dkOnly === "open" ? !f.matches(".is-done") : f.matches(`.dk-f--${d.dkOnly}`)); });
      const list = all();
      if (list.length && !list.some(f => f.matches(".is-on"))) choose(list[0].dataset.f, false);
      position();
    } else if ("dkPhrase" in d) {
      const words = $("[name=words]", t.closest("form"));
      words.value = (words.value ? words.value.replace(/\s*$/, "") : "") + t.textContent;
      words.dispatchEvent(new Event("input", { bubbles: true }));
      words.focus();
    }
  });
  $$("[data-dk-sift],[data-dk-phrases]").forEach(e => { e.hidden = false; });

  // The ticks: what is missing is counted again as they are set. The server counts for itself.
  document.addEventListener("change", e => {
    const count = $("[data-dk-ticks]");
    if (e.target.name !== "checked") return;
    const ticks = $$("[name=checked]"), done = ticks.filter(t => t.checked).length;
    if (count) {
      const link = $("a", count);
      link.textContent = link.textContent.replace(/\d+\/\d+/, `${done}/${ticks.length}`);
      count.hidden = ticks.every(t => t.checked || "dkFree" in t.dataset);
      const left = $$("[data-dk-missing] > span").filter(s => !s.hidden).length;
      $("[data-dk-missing]").hidden = !left;
      $("[data-dk-ready]").hidden = Boolean(left);
      $(".dk-go").toggleAttribute("data-miss", Boolean(left));
      const small = $(".dk-bar__go small");
      if (small) { small.hidden = !left; small.textContent = small.textContent.replace(/\d+/, left); }
    }
    save();
  });

  // What is being typed and ticked is kept; it is not a signature.
  let timer = 0, last = "";
  const kept = () => new URLSearchParams(new FormData(form)).toString();
  const save = async () => {
    if (!form || kept() === last) return;
    last = kept();
    try {
      const r = await fetch(form.dataset.dkDraft, { method: "POST", body: new URLSearchParams(last), headers: { "X-Requested-With": "XMLHttpRequest" }, keepalive: document.hidden });
      const saved = $("[data-dk-saved]");
      if (r.ok && saved) saved.textContent = await r.text();
    } catch { last = ""; }
  };
  if (form && $(".dk-go")) {
    last = kept();
    form.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(save, 1500); });
    document.addEventListener("visibilitychange", () => { if (document.hidden) save(); });
  }

  // A disposition changes the panel in its place; whatever else comes back is shown as a page.
  const PARTS = ["dk-fs", "dk-dock", "dk-bar", "dk-find-count", "dk-brief-open", "dk-n-side"];
  document.addEventListener("submit", async e => {
    const press = e.submitter;
    if (e.target !== form || !press || press.name !== "dispose" || !window.DOMParser) return;
    e.preventDefault();
    clearTimeout(timer);
    const body = new URLSearchParams(new FormData(form));
    body.set("dispose", press.value);
    const n = press.value.split(":")[0];
    let page, answer;
    try {
      answer = await fetch(press.formAction, { method: "POST", body });
      page = new DOMParser().parseFromString(await answer.text(), "text/html");
    } catch { page = null; }
    if (!page || !page.getElementById("dk-fs") || page.getElementById("dk-refusal")) {
      body.forEach((value, name) => { if (name === "dispose") form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value })); });
      form.action = press.formAction;
      form.submit();
      return;
    }
    PARTS.forEach(id => {
      const old = document.getElementById(id), now = page.getElementById(id);
      if (old && now) old.replaceWith(document.importNode(now, true));
    });
    desk.label();
    last = kept();
    version += 1;
    const wrong = $(".dk-f [aria-invalid]");
    if (wrong) { choose(wrong.closest(".dk-f").dataset.f, false); panel("find"); wrong.focus(); return; }
    const hash = /#f(\d+)/.exec(answer.url), next = $(`.dk-f[data-f="${hash ? hash[1] : n}"]:not(.is-done)`) || $(".dk-f:not(.is-done)");
    if (next) select(next.dataset.f);
    else { choose(n); panel("sign", side.classList.contains("is-open")); ($("[name=checked]:not(:checked)") || $("[name=words]")).focus(); }
  });

  // Keys: J K, G B W R C on the chosen finding, X H D panels, 1 2 3 views, Y opinion, Q T Z, U.
  let at = -1;
  const changes = by => {
    const list = $$("[data-dk-change]");
    if (!list.length) return step(by);
    at = (at + by + list.length) % list.length;
    list.forEach(c => c.classList.remove("is-on"));
    list[at].classList.add("is-on");
    list[at].scrollIntoView({ block: "center" });
    list[at].focus({ preventScroll: true });
  };
  desk.onKey(k => {
    if (k === "j" || k === "k") { changes(k === "j" ? 1 : -1); return true; }
    if (k === "u") { location.href = $(".w-breadcrumbs a").href; return true; }
    if (!/^[a-z0-9]$/.test(k)) return false;
    const hit = $(`.dk-f.is-on [data-dk-key="${k}"]`) || $$(`[data-dk-key="${k}"]`).find(x => !x.closest(".dk-f"));
    if (!hit) return false;
    const fold = hit.closest("details:not([open])");
    if (fold && !hit.matches("summary")) fold.open = true;
    if (hit.matches("textarea")) { panel("sign"); hit.focus(); } else hit.click();
    return true;
  });
  document.addEventListener("keydown", e => {
    if (e.isComposing || e.keyCode === 229) return;
    if (e.key === "Escape" && !$("dialog[open]")) { if (desk.typing(e.target) && e.target.closest(".dk")) e.target.blur(); else if (phone.matches) closeSheet(); }
    if (e.key === "Enter" && (e.ctrlKey || e.metaKey) && e.target.matches("#dk-signform [name=words]")) { e.preventDefault(); $(".dk-go").click(); }
  });

  if (/^#f\d/.test(location.hash)) select(location.hash.slice(2));
})();
