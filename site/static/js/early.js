/* Before the page is drawn, so that it does not jump: what the reader chose earlier. */
(function () {
  var root = document.documentElement, size;
  root.classList.add('js');
  try {
    if (localStorage.getItem('elder')) { root.classList.add('elder'); }
    size = localStorage.getItem('size');
    if (size === 'size-m' || size === 'size-l') { root.classList.add(size); }
  } catch (e) { /* private mode */ }
}());
