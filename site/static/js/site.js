/* Progressive enhancement: without scripts every page reads and works as it is. */
(function () {
  'use strict';
  var store = { get: function (k) { try { return localStorage.getItem(k); } catch (e) { return null; } },
    set: function (k, v) { try { localStorage.setItem(k, v); } catch (e) { /* private mode */ } } };

  // A notice can be closed, and the same one does not come back
  document.querySelectorAll('[data-dismiss]').forEach(function (box) {
    var key = 'notice:' + box.dataset.dismiss, btn = box.querySelector('[data-close]');
    if (store.get(key)) { box.hidden = true; return; }
    btn.hidden = false;
    btn.addEventListener('click', function () { box.hidden = true; store.set(key, '1'); });
  });

  // Type size: the style does it with :has(), this only remembers the choice
  var saved = store.get('size');
  document.querySelectorAll('input[name="size"]').forEach(function (r) {
    if (r.id === saved) { r.checked = true; }
    r.addEventListener('change', function () { store.set('size', r.id); });
  });

  // Print, copy the address
  document.querySelectorAll('[data-print]').forEach(function (li) {
    li.hidden = false;
    li.querySelector('button').addEventListener('click', function () { window.print(); });
  });
  if (navigator.clipboard) {
    document.querySelectorAll('[data-copy]').forEach(function (li) {
      var b = li.querySelector('button');
      li.hidden = false;
      b.setAttribute('aria-live', 'polite');
      b.addEventListener('click', function () {
        navigator.clipboard.writeText(location.href).then(function () { b.textContent = b.dataset.done; });
      });
    });
  }

  // Filters are folded on narrow screens
  if (window.matchMedia('(max-width: 52em)').matches) {
    document.querySelectorAll('[data-fold]').forEach(function (d) { d.open = false; });
  }

  // Large print: the same page with other styles
  document.querySelectorAll('[data-elder-entry]').forEach(function (li) { li.hidden = false; });
  document.querySelectorAll('[data-elder]').forEach(function (b) {
    b.addEventListener('click', function () {
      var on = document.documentElement.classList.toggle('elder');
      store.set('elder', on ? '1' : '');
      window.scrollTo(0, 0);
    });
  });

  // Tables that are wider than the screen can be scrolled with the keyboard
  document.querySelectorAll('.prose table').forEach(function (t) {
    if (t.scrollWidth > t.clientWidth) { t.tabIndex = 0; }
  });
}());
