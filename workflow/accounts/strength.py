"""The rules of passwords that Django has not got, in its own form of validators."""

import re
from typing import Any

from django.contrib.auth.password_validation import (
    CommonPasswordValidator,
    MinimumLengthValidator,
)
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from workflow.accounts import passwords

#: A phrase of this length needs no mixture of characters.
PHRASE = 16
CLASSES = (r"[a-z]", r"[A-Z]", r"[0-9]", r"[^a-zA-Z0-9]")
#: Rows and slopes of a keyboard, and what people count with.
RUNS = (
    "qwertyuiop", "asdfghjkl", "zxcvbnm", "1234567890", "abcdefghijklmnopqrstuvwxyz",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm", "qazwsxedcrfvtgbyhnujm", "!@#$%^&*()", "147258369", "159357",
)  # fmt: skip
#: What people here take instead of thinking of something: pinyin, offices, the product.
WORDS = (
    "woaini", "woaizhongguo", "wobuzhidao", "nihao", "zhongguo", "beijing", "shanghai", "mima",
    "guanliyuan", "guanli", "zhengfu", "renmin", "gongzuo", "wangzhan", "bangongshi", "xitong",
    "anquan", "shenji", "admin", "administrator", "root", "system", "password", "passwd",
    "passw0rd", "p@ssw0rd", "p@ssword", "pass", "welcome", "letmein", "test", "user", "huawei",
    "sanshen", "gov", "changeme", "iloveyou", "qwe", "abc", "aaa", "xxx", "zaq",
)  # fmt: skip
#: What must be left of a password once all that is taken out of it.
LEFT = 5
_SHORTEST_RUN = 4


class LengthValidator(MinimumLengthValidator):
    """Django's own, in our words."""

    def get_help_text(self) -> str:
        """State the rule."""
        return ngettext(
            "It has at least %(n)d character.", "It has at least %(n)d characters.", self.min_length
        ) % {"n": self.min_length}


class CommonValidator(CommonPasswordValidator):
    """Django's own, in our words."""

    def get_help_text(self) -> str:
        """State the rule."""
        return _("It is not among the twenty thousand passwords that are used most.")


class MixtureValidator:
    """Three of four kinds of characters, or a phrase."""

    def validate(self, password: str, user: Any = None) -> None:
        """Refuse what is neither."""
        kinds = sum(re.search(kind, password) is not None for kind in CLASSES)
        if kinds < 3 and len(password) < PHRASE:
            raise ValidationError(self.get_help_text(), code="password_mixture")

    def get_help_text(self) -> str:
        """State the rule."""
        return _(
            "It has three of these: small letters, capital letters, digits, other characters; or "
            "it is a phrase of at least %(n)d characters."
        ) % {"n": PHRASE}


class PatternValidator:
    """Nothing that the fingers or everybody's first idea have typed."""

    def validate(self, password: str, user: Any = None) -> None:
        """Refuse what is little else."""
        if len(set(remainder(password))) < LEFT:
            raise ValidationError(self.get_help_text(), code="password_pattern")

    def get_help_text(self) -> str:
        """State the rule."""
        return _(
            "It is more than keys in a row (qwerty, 1qaz2wsx), a date, repetitions or a common "
            "word, in pinyin too (woaini, guanliyuan)."
        )


class OwnDataValidator:
    """Not the own user name and not the own personal number."""

    def validate(self, password: str, user: Any = None) -> None:
        """Refuse what holds one of them."""
        account = getattr(user, "sanshen_account", None)
        number = account.person.number if account else ""
        own = [getattr(user, "username", "") or "", number]
        if any(len(each) >= 3 and each.lower() in password.lower() for each in own):
            raise ValidationError(self.get_help_text(), code="password_own_data")

    def get_help_text(self) -> str:
        """State the rule."""
        return _("It holds neither the user name nor the personal number.")


class HistoryValidator:
    """Not one of the last."""

    def validate(self, password: str, user: Any = None) -> None:
        """Refuse what was used lately."""
        if user is not None and passwords.was_used(user, password):
            raise ValidationError(self.get_help_text(), code="password_used")

    def get_help_text(self) -> str:
        """State the rule."""
        return ngettext(
            "It is not the last password.",
            "It is none of the last %(n)d passwords.",
            passwords.HISTORY,
        ) % {"n": passwords.HISTORY}


def remainder(password: str) -> str:
    """Take out of a password what needs no thought: runs, words, years, repetitions."""
    left = password.lower()
    for word in sorted(WORDS, key=len, reverse=True):
        left = left.replace(word, "\n")
    for run in RUNS:
        for one in (run, run[::-1]):
            left = _without_runs(left, one)
    left = re.sub(r"(19|20)\d\d(0?[1-9]|1[0-2])?([0-2]\d|3[01])?", "\n", left)
    left = re.sub(r"(.{1,3}?)\1{2,}", r"\1", left, flags=re.S)
    return left.replace("\n", "")


def _without_runs(text: str, run: str) -> str:
    for length in range(len(run), _SHORTEST_RUN - 1, -1):
        for start in range(len(run) - length + 1):
            text = text.replace(run[start : start + length], "\n")
    return text
