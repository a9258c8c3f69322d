"""The admin's own search, which finds Chinese inside a sentence, also in drafts.

Wagtail's index takes a run of Chinese for one word and finds it from its beginning only. Here a
page is indexed by pairs of neighbouring characters, and so is what somebody types; the tables and
queries stay Wagtail's, on SQLite and PostgreSQL alike. Pictures and files are few and have short
names: they are looked through as they are.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from django.db import connection, models
from modelsearch.backends import database
from modelsearch.backends.database import fallback
from modelsearch.query import And, Or, Phrase, PlainText
from wagtail.models import Page

# Texts that are written without blanks between words.
_RUN = re.compile(
    r"[\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u3040-\u30ff\U00020000-\U0003ffff]+"
    r"|[^\W_]+?(?=[\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u3040-\u30ff]|\W|_|$)"
)
# A tsvector holds a megabyte; no text that a person wrote has as many different pairs.
MOST_WORDS = 40_000
# Each word of a question is one more level of its query; whoever pastes a page means its beginning.
MOST_ASKED = 60


def indexed(texts: Iterator[str]) -> str:
    """Give the words that some texts are found by, each once."""
    found: dict[str, None] = {}
    for text in texts:
        for run in _runs(text):
            found.update(dict.fromkeys(_pairs(run)))
            # The last character of a run begins no pair; alone it must be found as well.
            found[run[-1] if _is_han(run) else run] = None
            if len(found) > MOST_WORDS:
                return " ".join(list(found)[:MOST_WORDS])
    return " ".join(found)


def asked(query: str) -> str:
    """Give the words that must all be in the index; a single character comes last, as a prefix."""
    words: list[str] = []
    prefixes: list[str] = []
    for run in _runs(query):
        if not _is_han(run):
            words.append(run)
        elif len(run) == 1:
            prefixes.append(run)
        else:
            words += _pairs(run)
    return " ".join(list(dict.fromkeys([*words, *prefixes]))[:MOST_ASKED])


def _runs(text: str) -> list[str]:
    return _RUN.findall(text.casefold())


def _pairs(run: str) -> list[str]:
    return [run[at : at + 2] for at in range(len(run) - 1)] if _is_han(run) else []


def _is_han(run: str) -> bool:
    return ord(run[0]) >= 0x3005


class _InSentences:
    """Turns what somebody typed into words before Wagtail's own search looks for them."""

    def search(self, query: Any, model_or_queryset: Any, **kwargs: Any) -> Any:
        """Find whatever holds all of the words."""
        model = getattr(model_or_queryset, "model", model_or_queryset)
        said = _said(query)
        if said is None:
            return super().search(query, model_or_queryset, **kwargs)  # type: ignore[misc]
        if not issubclass(model, Page):
            return _NAMES.search(said, model_or_queryset, **_without_fields(kwargs))
        kwargs = _without_fields(kwargs) | {"operator": "and"}
        return super().autocomplete(asked(said), model_or_queryset, **kwargs)  # type: ignore[misc]

    # Who types more letters looks for the same: there is no other way of matching here.
    autocomplete = search


def _said(query: Any) -> str | None:
    """Give what somebody typed; Wagtail's page search has taken it apart at its quotation marks."""
    if isinstance(query, str):
        return query
    if isinstance(query, PlainText | Phrase):
        return str(query.query_string)
    if isinstance(query, And | Or):
        parts = [_said(part) for part in query.subqueries]
        return None if None in parts else " ".join(str(part) for part in parts)
    return None


class _ByName(fallback.DatabaseSearchQueryCompiler):
    """Looks through titles and names of files."""

    def get_fields_names(self) -> Iterator[str]:
        """Add the name of the file where there is one."""
        yield from super().get_fields_names()
        for field in self.queryset.model._meta.get_fields():
            if isinstance(field, models.FileField):
                yield field.name


class _Names(fallback.DatabaseSearchBackend):
    query_compiler_class = autocomplete_query_compiler_class = _ByName


_NAMES = _Names({})


def _without_fields(kwargs: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in kwargs.items() if name != "fields"}


@cache
def _backend(vendor: str) -> type:
    stock = type(database.SearchBackend({}))
    return type(f"{stock.__name__}InSentences", (_InSentences, stock), {})


def SearchBackend(params: dict[str, Any]) -> Any:
    """Give Wagtail's backend for this database, with our words."""
    return _backend(connection.vendor)(params)
