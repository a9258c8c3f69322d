/* Before the page is drawn, so that it does not jump: the reader chose large print earlier. */
try { if (localStorage.getItem('elder')) { document.documentElement.classList.add('elder'); } } catch (e) { /* private mode */ }
