"""Both halves in one process; the editing side first, because its two prefixes are reserved."""

from config import urls_editing, urls_public

urlpatterns = [*urls_editing.urlpatterns, *urls_public.urlpatterns]
