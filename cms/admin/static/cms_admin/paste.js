/* A paste that would lose tables, pictures or lists of Word says so, and points to the ways that
   keep them. The words come with the page (#cms-paste-hint); nothing that is pasted is changed. */
(() => {
  "use strict";
  const LOST = [
    ["table", /<table[\s>]/i],
    ["picture", /<img[\s>]|<v:imagedata/i],
    ["list", /mso-list/i],
  ];

  function say(editor, lost) {
    const words = document.getElementById("cms-paste-hint");
    if (!words) return;
    const box = editor.closest(".Draftail-Editor") || editor;
    const old = box.parentElement.querySelector(".cms-paste-hint");
    if (old) old.remove();
    const hint = document.createElement("div");
    hint.className = "cms-paste-hint";
    hint.setAttribute("role", "status");
    const said = document.createElement("p");
    said.textContent = words.dataset.lost.replace(
      "{what}",
      lost.map((name) => words.dataset[name]).join(words.dataset.and),
    );
    const ways = document.createElement("p");
    if (lost.includes("table")) ways.append(`${words.dataset.block} `);
    if (words.dataset.address) {
      const link = document.createElement("a");
      link.href = words.dataset.address;
      link.textContent = words.dataset.upload;
      ways.append(link);
    }
    const close = document.createElement("button");
    close.type = "button";
    close.className = "button button-small button-secondary";
    close.textContent = words.dataset.close;
    close.addEventListener("click", () => hint.remove());
    hint.append(said, ways, close);
    box.after(hint);
  }

  // Before the editor's own handling, which stops the event.
  document.addEventListener(
    "paste",
    (event) => {
      const editor = event.target.closest?.(".Draftail-Editor, [contenteditable='true']");
      const html = event.clipboardData?.getData("text/html") || "";
      if (!editor || !html) return;
      // What was copied inside the editor carries its own blocks.
      if (html.includes("data-editor-content") || html.includes("data-offset-key")) return;
      const lost = LOST.filter(([, pattern]) => pattern.test(html)).map(([name]) => name);
      if (lost.length) say(editor, lost);
    },
    true,
  );
})();
