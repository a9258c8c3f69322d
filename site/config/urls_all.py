"""Both halves in one process; the editing side first, because its two prefixes are reserved."""

from config import urls_editing, urls_public

handler400 = urls_editing.handler400
handler404 = urls_editing.handler404
handler500 = urls_editing.handler500

urlpatterns = [*urls_editing.urlpatterns, *urls_public.urlpatterns]
