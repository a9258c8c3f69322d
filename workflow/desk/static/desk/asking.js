/* Signing, returning, handing over: the page that asks, in a dialog; and choosing passages. */
(() => {
  const $ = (s, r = document) => r.querySelector(s);
  const $$ = (s, r = document) => [...r.querySelectorAll(s)];
  const dialog = $("[data-dk-dialog]"), form = $("[data-dk-sign]");

  if (dialog && form && dialog.showModal) {
    const body = $("[data-dk-body]", dialog);
    let opener = null;
    document.addEventListener("submit", async e => {
      const press = e.submitter;
      if (e.target !== form || !press || !("dkAsk" in press.dataset)) return;
      const missing = press.dataset.miss && $("[data-dk-missing] span:not([hidden]) a");
      e.preventDefault();
      if (missing) {
        missing.click();
        if (missing.dataset.dkPanel) ($("[name=checked]:not(:checked)") || missing).focus();
        return;
      }
      opener = press;
      const sent = new URLSearchParams(new FormData(form));
      if (press.name) sent.set(press.name, press.value);
      const target = press.hasAttribute("formaction") ? press.formAction : form.action;
      let asked = null;
      try {
        const answer = await fetch(target, { method: "POST", body: sent });
        asked = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-dk-asked]");
      } catch { asked = null; }
      if (!asked) { // a refusal, or nothing at all: the page says it
        if (press.name) form.append(Object.assign(document.createElement("input"), { type: "hidden", name: press.name, value: press.value }));
        form.action = target;
        form.submit();
        return;
      }
      const title = document.createElement("h2");
      title.className = "dk-h1";
      title.id = "dk-asked";
      title.tabIndex = -1;
      title.textContent = asked.dataset.dkAsked;
      body.replaceChildren(title, document.importNode(asked, true));
      dialog.setAttribute("aria-labelledby", "dk-asked");
      ready(body);
      dialog.showModal();
      title.focus();
    });
    document.addEventListener("click", e => { if (e.target === dialog || e.target.closest("[data-dk-shut]")) dialog.close(); });
    dialog.addEventListener("close", () => {
      // What was typed in the dialog goes back into the page.
      const words = $("[name=words]", body), own = form.elements.words;
      if (words && own && words.value !== own.value) { own.value = words.value; own.dispatchEvent(new Event("input", { bubbles: true })); }
      if (opener) opener.focus();
    });
  }

  // Passages: words selected in the plain copy, or a ticked paragraph, become a line in the form.
  function ready(root) {
    $$("[data-dk-phrases]", root).forEach(e => { e.hidden = false; });
    const box = $("[data-dk-quotes]", root), list = $("[data-dk-pars]", root);
    if (!box || !list) return;
    const more = $("[data-dk-more]", box), hint = $("[data-dk-hint]", box);
    hint.hidden = false;
    const rows = () => $$(".dk-quote", box);
    const add = (quote, at, where) => {
      let row = rows().find(r => !$("textarea", r).value.trim());
      if (!row) {
        const last = rows().at(-1);
        row = last.cloneNode(true);
        row.classList.remove("is-lost");
        last.after(row);
      }
      const field = $("textarea", row), label = $("label > span", row);
      field.removeAttribute("aria-invalid");
      field.value = quote;
      $("[name=at]", row).value = at;
      label.textContent = label.textContent.split(" · ")[0].replace(/\d+/, rows().indexOf(row) + 1) + (where ? ` · ${where}` : "");
      return field;
    };
    more.addEventListener("click", e => { e.preventDefault(); add("", "", "").focus(); });
    list.addEventListener("change", e => {
      const par = e.target.closest("[data-at]"), text = $("p", par).textContent;
      if (e.target.checked) { // the line is what is sent; it can be shortened
        const field = add(text.slice(0, field_length(box)), par.dataset.at, par.dataset.where);
        field.focus();
        field.select();
      } else rows().forEach(r => { if (text.startsWith($("textarea", r).value)) $("textarea", r).value = ""; });
      e.target.removeAttribute("name");
    });
    const take = document.createElement("button");
    take.type = "button";
    take.className = "button button-small dk-take";
    take.textContent = hint.dataset.dkHint;
    take.hidden = true;
    box.append(take);
    let chosen = null;
    const look = () => {
      const s = getSelection(), words = s.toString().trim();
      const from = s.anchorNode && s.anchorNode.parentElement, to = s.focusNode && s.focusNode.parentElement;
      const par = from && from.closest("[data-at]");
      if (document.activeElement === take) return;
      chosen = par && words && to && to.closest("[data-at]") === par && list.contains(par) ? { words: words.slice(0, field_length(box)), par } : null;
      take.hidden = !chosen;
    };
    document.addEventListener("selectionchange", look);
    take.addEventListener("mousedown", e => e.preventDefault());
    take.addEventListener("click", () => {
      if (!chosen) return;
      add(chosen.words, chosen.par.dataset.at, chosen.par.dataset.where).scrollIntoView({ block: "nearest" });
      take.hidden = true;
      getSelection().removeAllRanges();
    });
  }
  const field_length = box => +$("[name=quote]", box).maxLength || 200;
  document.addEventListener("click", e => { // on the page without the item
    if (form || !e.target.matches("[data-dk-phrase]")) return;
    const words = $("[name=words]", e.target.closest("form"));
    words.value += e.target.textContent;
    words.focus();
  });
  if (!form) ready(document);
})();
