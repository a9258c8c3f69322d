/* Findings under the field that is being written. After a rest the paragraph at the cursor is read by
   the server; the field itself is never touched unless somebody presses a suggestion. Words in the
   rich text are replaced by an edit like typing, so that undo takes it back. */
(() => {
  "use strict";
  const REST = 700;
  const FIELD = 'input[type="text"]:not([readonly]), textarea';
  const RICH = '.Draftail-Editor [contenteditable="true"]';
  const lists = new WeakMap();
  let timer = 0;
  let asked = 0;

  const form = () => document.getElementById("page-edit-form");
  const address = () => document.querySelector("[data-cms-live]")?.dataset.cmsLive;

  function written(target) {
    const rich = target.closest?.(RICH);
    if (rich) {
      const at = getSelection().anchorNode;
      const element = at && (at.nodeType === Node.TEXT_NODE ? at.parentElement : at);
      const block = element?.closest("[data-block]");
      return block && rich.contains(block) ? { owner: rich, part: block, text: block.innerText } : null;
    }
    const field = target.closest?.(FIELD);
    if (!field || !form()?.contains(field) || !/[\u4e00-\u9fff]/.test(field.value)) return null;
    return { owner: field, part: field, text: field.value };
  }

  function list(owner) {
    let shown = lists.get(owner);
    if (shown && shown.isConnected) return shown;
    shown = document.createElement("ul");
    shown.className = "cms-live";
    shown.setAttribute("role", "status");
    const beside = owner.closest(".Draftail-Editor__wrapper, .Draftail-Editor, .w-field__input") || owner;
    beside.after(shown);
    lists.set(owner, shown);
    return shown;
  }

  async function look(target) {
    const now = written(target);
    if (!now || !address()) return;
    const number = ++asked;
    const body = new URLSearchParams({ text: now.text, place: now.owner.name || "text" });
    const token = document.querySelector('input[name="csrfmiddlewaretoken"]');
    let answer;
    try {
      answer = await fetch(address(), { method: "POST", body, headers: { "X-CSRFToken": token.value } });
    } catch {
      return;
    }
    if (!answer.ok || number !== asked) return;
    const { found } = await answer.json();
    draw(now, found);
  }

  function draw(now, found) {
    const shown = list(now.owner);
    shown.replaceChildren(
      ...found.map((each) => {
        const item = document.createElement("li");
        item.className = `cms-live-${each.severity}`;
        item.append(each.message, " ");
        if (each.replacement !== null) {
          const button = document.createElement("button");
          button.type = "button";
          button.className = "button button-small button-secondary";
          button.textContent = each.replacement === "" ? "×" : `→ ${each.replacement}`;
          button.addEventListener("mousedown", (event) => event.preventDefault());
          button.addEventListener("click", () => apply(now, each, item));
          item.append(button);
        }
        return item;
      }),
    );
  }

  function apply(now, each, item) {
    const done = now.part === now.owner ? inField(now.owner, each) : inRich(now.part, each);
    if (done) item.remove();
  }

  function inField(field, each) {
    const at = nearest(field.value, each);
    if (at < 0) return false;
    field.focus();
    field.setRangeText(each.replacement, at, at + each.words.length, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.dispatchEvent(new Event("change", { bubbles: true }));
    return true;
  }

  /* The editor keeps its own state: it is told by a selection and an insertion, as by a keyboard. */
  function inRich(block, each) {
    if (!block.isConnected) return false;
    const at = nearest(block.innerText, each);
    const from = at < 0 ? null : point(block, at);
    const to = at < 0 ? null : point(block, at + each.words.length);
    if (!from || !to) return false;
    block.closest(RICH).focus();
    getSelection().setBaseAndExtent(from.node, from.offset, to.node, to.offset);
    setTimeout(() => {
      document.execCommand(each.replacement ? "insertText" : "delete", false, each.replacement);
    }, 50);
    return true;
  }

  function nearest(text, each) {
    if (text.slice(each.start, each.end) === each.words) return each.start;
    return text.split(each.words).length === 2 ? text.indexOf(each.words) : -1;
  }

  function point(block, at) {
    const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    let left = at;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (left <= node.length) return { node, offset: left };
      left -= node.length;
    }
    return null;
  }

  function later(event) {
    const target = event.target;
    if (!target.closest || !form()?.contains(target)) return;
    clearTimeout(timer);
    timer = setTimeout(() => look(target), REST);
  }
  document.addEventListener("input", later);
  document.addEventListener("keyup", (event) => {
    if (event.target.closest?.(RICH)) later(event);
  });
})();
