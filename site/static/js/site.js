/* Progressive enhancement: without scripts every page reads and works as it is. */
(function () {
  'use strict';
  var root = document.documentElement;
  var store = { get: function (k) { try { return localStorage.getItem(k); } catch (e) { return null; } },
    set: function (k, v) { try { localStorage.setItem(k, v); } catch (e) { /* private mode */ } } };
  function each(selector, act, within) {
    Array.prototype.forEach.call((within || document).querySelectorAll(selector), act);
  }

  // The date: a page that is a file does not know it
  each('[data-today]', function (p) {
    var now = new Date();
    p.textContent = now.getFullYear() + '年' + (now.getMonth() + 1) + '月' + now.getDate() + '日 星期' + '日一二三四五六'[now.getDay()];
    p.hidden = false;
  });

  // A notice can be closed; early.js leaves out the ones that were
  each('[data-dismiss]', function (box) {
    var key = 'notice:' + box.dataset.dismiss, button = box.querySelector('[data-close]');
    button.addEventListener('click', function () {
      box.hidden = true;
      store.set(key, '1');
      document.getElementById('main').focus();
    });
  });

  // Type size
  var saved = store.get('size');
  each('input[name="size"]', function (r) {
    if (r.id === saved) { r.checked = true; }
    r.addEventListener('change', function () {
      root.classList.remove('size-s', 'size-m', 'size-l');
      root.classList.add(r.id);
      store.set('size', r.id);
    });
  });

  // Print, copy the address
  each('[data-print]', function (li) {
    li.querySelector('button').addEventListener('click', function () { window.print(); });
  });
  each('[data-copy]', function (li) {
    var b = li.querySelector('button');
    if (!navigator.clipboard) { li.hidden = true; return; }
    b.setAttribute('aria-live', 'polite');
    b.addEventListener('click', function () {
      navigator.clipboard.writeText(location.href).then(function () { b.textContent = b.dataset.done; });
    });
  });
  // What is folded is printed as well
  window.addEventListener('beforeprint', function () {
    each('main details', function (d) { d.open = true; });
  });

  // Suggestions come with the first use of a search field
  each('input[data-suggest]', function (input) {
    function load() {
      var script = document.createElement('script'), style = document.createElement('link');
      input.removeEventListener('focus', load);
      if (window.suggesting) { return; }
      window.suggesting = true;
      script.src = input.dataset.suggest;
      style.rel = 'stylesheet';
      style.href = input.dataset.style;
      document.head.appendChild(style);
      document.head.appendChild(script);
    }
    input.addEventListener('focus', load);
    if (document.querySelector('[data-opened]') || document.activeElement === input) { load(); }
  });

  // Filters are folded on narrow screens
  if (window.matchMedia('(max-width: 52em)').matches) {
    each('[data-fold]', function (d) { d.open = false; });
  }

  // Large print: the same page with other styles
  each('[data-elder]', function (b) {
    b.addEventListener('click', function () {
      var on = root.classList.toggle('elder');
      store.set('elder', on ? '1' : '');
      window.scrollTo(0, 0);
      each('.prose', tables);
      document.getElementById('main').focus({ preventScroll: true });
    });
  });

  // Contents of a long text, from the headings that it has
  each('[data-toc]', function (nav) {
    var heads = document.querySelectorAll('.prose > h2'), list = document.createElement('ul');
    if (heads.length < 3) { return; }
    Array.prototype.forEach.call(heads, function (head, i) {
      var li = document.createElement('li'), a = document.createElement('a');
      head.id = head.id || 'part-' + (i + 1);
      a.href = '#' + head.id;
      a.textContent = head.textContent;
      li.appendChild(a);
      list.appendChild(li);
    });
    nav.appendChild(list);
    nav.hidden = false;
  });

  // Tables that are wider than the screen: a region that the keyboard scrolls, and a line that says so
  function tables(prose) {
    each('table', function (table, i) {
      var box = table.parentNode, name = table.caption, wide, hint;
      if (!box.classList.contains('table')) {
        box = document.createElement('div');
        box.className = 'table';
        table.parentNode.insertBefore(box, table);
        box.appendChild(table);
        stacking(table, box);
      }
      hint = box.previousElementSibling;
      if (hint && hint.className === 'table-hint') { hint.remove(); }
      wide = box.scrollWidth > box.clientWidth + 1;
      if (!wide) { box.removeAttribute('tabindex'); box.removeAttribute('role'); return; }
      if (name) { name.id = name.id || 'table-' + i; box.setAttribute('aria-labelledby', name.id); } else {
        box.setAttribute('aria-label', prose.dataset.hint);
      }
      box.tabIndex = 0;
      box.setAttribute('role', 'region');
      hint = document.createElement('p');
      hint.className = 'table-hint';
      hint.textContent = prose.dataset.hint;
      box.parentNode.insertBefore(hint, box);
    }, prose);
  }
  // A table with one row of headings and no joined cells can be read row by row
  function stacking(table, box) {
    var heads = table.tHead && table.tHead.rows.length === 1 ? table.tHead.rows[0].cells : null;
    if (!heads || table.querySelector('[colspan], [rowspan]')) { return; }
    table.setAttribute('role', 'table');
    each('thead, tbody', function (g) { g.setAttribute('role', 'rowgroup'); }, table);
    each('tr', function (tr) { tr.setAttribute('role', 'row'); }, table);
    each('thead th', function (th) { th.setAttribute('role', 'columnheader'); }, table);
    each('tbody tr', function (tr) {
      Array.prototype.forEach.call(tr.cells, function (cell, i) {
        cell.setAttribute('role', cell.tagName === 'TH' ? 'rowheader' : 'cell');
        if (heads[i]) { cell.setAttribute('data-label', heads[i].textContent); }
      });
    }, table);
    box.classList.add('stacks');
  }
  each('.prose', tables);
  window.addEventListener('resize', function () { each('.prose', tables); });
}());
