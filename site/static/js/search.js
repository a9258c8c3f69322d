/* Suggestions while typing: a combobox (WAI-ARIA APG, list autocomplete with manual selection), and
   a count of results that are opened. Without this script the search works as it is. */
(function () {
  'use strict';
  var WAIT = 180, LEAST = 1, number = 0;

  function combobox(input) {
    var form = input.form, id = 'suggest-' + (number += 1), list = document.createElement('ul');
    var said = document.createElement('p'), known = {}, composing = false, timer, chosen = -1, typed = input.value, asked = '';
    form.classList.add('suggests');
    list.id = id;
    list.className = 'suggest';
    list.hidden = true;
    list.setAttribute('role', 'listbox');
    list.setAttribute('aria-label', input.dataset.words);
    said.className = 'visually-hidden';
    said.setAttribute('aria-live', 'polite');
    form.appendChild(list);
    form.appendChild(said);
    [['role', 'combobox'], ['aria-autocomplete', 'list'], ['aria-expanded', 'false'], ['aria-controls', id]].forEach(function (pair) {
      input.setAttribute(pair[0], pair[1]);
    });

    function options() { return list.children; }
    function close() {
      list.hidden = true;
      chosen = -1;
      input.setAttribute('aria-expanded', 'false');
      input.removeAttribute('aria-activedescendant');
    }
    function choose(at) {
      var all = options(), i;
      chosen = at;
      for (i = 0; i < all.length; i += 1) { all[i].setAttribute('aria-selected', i === at ? 'true' : 'false'); }
      if (at < 0) { input.removeAttribute('aria-activedescendant'); return; }
      input.setAttribute('aria-activedescendant', all[at].id);
      all[at].scrollIntoView({ block: 'nearest' });
    }
    function show(found) {
      var entries = found.words.map(function (each) { return [each, true]; }).concat(found.titles.map(function (each) { return [each, false]; }));
      list.textContent = '';
      entries.forEach(function (pair, i) {
        var li = document.createElement('li');
        li.id = id + '-' + i;
        li.setAttribute('role', 'option');
        li.setAttribute('aria-selected', 'false');
        li.className = pair[1] ? 'suggest__word' : '';
        li.dataset.address = pair[0].address;
        li.textContent = pair[0].text;
        list.appendChild(li);
      });
      if (!entries.length) { said.textContent = ''; close(); return; }
      list.hidden = false;
      chosen = -1;
      input.setAttribute('aria-expanded', 'true');
      input.removeAttribute('aria-activedescendant');
      said.textContent = input.dataset.words + ' ' + entries.length;
    }
    function ask() {
      var text = input.value.trim();
      typed = text;
      if (composing || text.length < LEAST) { close(); return; }
      if (known[text]) { show(known[text]); return; }
      asked = text;
      fetch('/search/suggest?q=' + encodeURIComponent(text), { credentials: 'omit' }).then(function (answer) {
        return answer.ok ? answer.json() : { words: [], titles: [] };
      }).then(function (found) {
        if (Object.keys(known).length > 100) { known = {}; }
        known[text] = found;
        // A later question may have been answered first.
        if (asked === text && document.activeElement === input && !composing) { show(found); }
      }).catch(function () { close(); });
    }
    function later() {
      window.clearTimeout(timer);
      if (!composing) { timer = window.setTimeout(ask, WAIT); }
    }
    function follow(li) { window.location.assign(li.dataset.address); }

    input.addEventListener('compositionstart', function () { composing = true; window.clearTimeout(timer); });
    input.addEventListener('compositionend', function () { composing = false; later(); });
    input.addEventListener('input', later);
    input.addEventListener('focus', function () { if (input.value.trim() && input.value.trim() !== typed) { later(); } });
    input.addEventListener('blur', function () { window.clearTimeout(timer); asked = ''; close(); });
    input.addEventListener('keydown', function (event) {
      var count = options().length, open = !list.hidden;
      // Keys of an input method are its own.
      if (composing || event.isComposing) { return; }
      if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
        event.preventDefault();
        if (!open) { ask(); return; }
        choose(event.key === 'ArrowDown' ? (chosen + 2 > count ? -1 : chosen + 1) : (chosen < 0 ? count - 1 : chosen - 1));
      } else if (event.key === 'Enter' && open && chosen >= 0) {
        event.preventDefault();
        follow(options()[chosen]);
      } else if (event.key === 'Escape' && open) {
        event.preventDefault();
        close();
      }
    });
    list.addEventListener('mousedown', function (event) {
      var li = event.target.closest('[role="option"]');
      // The field keeps the focus.
      event.preventDefault();
      if (li) { follow(li); }
    });
  }

  Array.prototype.forEach.call(document.querySelectorAll('input[data-suggest]'), combobox);

  Array.prototype.forEach.call(document.querySelectorAll('[data-opened]'), function (list) {
    list.addEventListener('click', function (event) {
      var a = event.target.closest('a[data-item]');
      if (a && navigator.sendBeacon) { navigator.sendBeacon(list.dataset.opened + '?item=' + a.dataset.item); }
    });
  });
}());
