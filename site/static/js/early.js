/* Before the page is drawn, so that it does not jump: what the reader chose earlier. */
(function () {
  var root = document.documentElement, size, closed = [], i, seen;
  root.classList.add('js');
  try {
    if (localStorage.getItem('elder')) { root.classList.add('elder'); }
    size = localStorage.getItem('size');
    if (size === 'size-m' || size === 'size-l') { root.classList.add(size); }
    for (i = 0; i < localStorage.length; i += 1) {
      if (localStorage.key(i).indexOf('notice:') === 0) { closed.push(localStorage.key(i).slice(7)); }
    }
  } catch (e) { /* private mode */ }
  if (!closed.length) { return; }
  // Notices that were closed go as they are read, before they are seen
  seen = new MutationObserver(function () {
    Array.prototype.forEach.call(document.querySelectorAll('[data-dismiss]'), function (box) {
      if (closed.indexOf(box.getAttribute('data-dismiss')) >= 0) { box.hidden = true; }
    });
  });
  seen.observe(root, { childList: true, subtree: true });
  document.addEventListener('DOMContentLoaded', function () { seen.disconnect(); });
}());
