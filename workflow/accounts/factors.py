"""The second factor: a code from a telephone that changes every half minute (RFC 6238).

pyotp computes; what is ours is what must be kept. The secret is encrypted under a key made from
SANSHEN_SECRET_KEY. A code is taken once, and one step of drift is let through on either side. The
recovery codes are random enough that a keyed digest of each is all that is stored.
"""

import base64
import hashlib
import secrets
import time
from datetime import datetime

import pyotp
import segno
from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.safestring import SafeString, mark_safe

from workflow.accounts.models import Credential, RecoveryCode
from workflow.models import Account, Appointment
from workflow.roles import Duty

ISSUER = "Sanshen"
DRIFT = 1
CODES, CODE_LENGTH = 10, 10
#: Letters and digits that nobody takes for another.
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
#: How long somebody may take to set up a telephone, in seconds.
_SETTING_UP = 30 * 60


def is_enrolled(account: Account) -> bool:
    """Say whether an account signs in with a second factor."""
    row: Credential | None = getattr(account, "credential", None)
    return row is not None and bool(row.secret)


def is_required(account: Account, moment: datetime | None = None) -> bool:
    """Say whether the installation asks a second factor of an account: of everybody, or of those
    with a duty beside drafting, confirmed and not over."""
    wanted = settings.SANSHEN_SECOND_FACTOR
    if wanted != "signers":
        return bool(wanted == "everybody")
    rows = Appointment.objects.filter(person=account.person.uid)
    ended = rows.filter(act=Appointment.REVOKED).values("uid")
    held = rows.filter(act=Appointment.CONFIRMED).exclude(uid__in=ended).exclude(duty=Duty.DRAFT)
    lasting = Q(until=None) | Q(until__gt=moment or timezone.now())
    return bool(held.filter(lasting).exists())


def new_secret() -> str:
    """Give a secret for a telephone, encrypted: a form can carry it until the first code."""
    return _vault().encrypt(pyotp.random_base32().encode()).decode()


def address(sealed: str, account: Account) -> str | None:
    """Give the address that a telephone reads from the picture; None for a form too old."""
    secret = _open(sealed, within=_SETTING_UP)
    if secret is None:
        return None
    name = account.user.get_username()
    return str(pyotp.TOTP(secret).provisioning_uri(name=name, issuer_name=ISSUER))


def picture(address_: str) -> SafeString:
    """Draw the address as a code, here: nothing is asked of another machine."""
    drawn = segno.make(address_, error="m").svg_inline(scale=5, dark="#000", light="#fff")
    return mark_safe(drawn)


def typed(sealed: str) -> str:
    """Give the secret in groups of four, for whoever types it."""
    secret = _open(sealed, within=_SETTING_UP) or ""
    return " ".join(secret[i : i + 4] for i in range(0, len(secret), 4))


@transaction.atomic
def enrol(account: Account, sealed: str, code: str) -> list[str]:
    """Take a telephone as the second factor once it shows the right code; give the recovery codes,
    this once. Empty when the code is wrong or the form too old."""
    secret = _open(sealed, within=_SETTING_UP)
    step = _step(secret, code) if secret else None
    if secret is None or step is None:
        return []
    Credential.objects.update_or_create(
        account=account,
        defaults={"secret": _seal(secret), "step": step, "enrolled_at": timezone.now()},
    )
    return new_codes(account)


@transaction.atomic
def new_codes(account: Account) -> list[str]:
    """Give new recovery codes; the old ones are worth nothing any more."""
    RecoveryCode.objects.filter(account=account).delete()
    codes = [
        "".join(secrets.choice(_LETTERS) for _letter in range(CODE_LENGTH))
        for _code in range(CODES)
    ]
    rows = [RecoveryCode(account=account, digest=_digest(account, code)) for code in codes]
    RecoveryCode.objects.bulk_create(rows)
    return [f"{code[:5]}-{code[5:]}" for code in codes]


def remove(account: Account) -> None:
    """Let an account sign in with its password alone."""
    Credential.objects.filter(account=account).update(secret="", step=0, enrolled_at=None)
    RecoveryCode.objects.filter(account=account).delete()


def check(account: Account, code: str) -> bool:
    """Take a code of the telephone, once."""
    row = Credential.objects.filter(account=account).first()
    secret = _open(row.secret) if row and row.secret else None
    step = _step(secret, code) if secret else None
    if row is None or step is None:
        return False
    newer = Credential.objects.filter(pk=row.pk, step__lt=step)
    return newer.update(step=step) == 1


def recover(account: Account, code: str) -> bool:
    """Take a recovery code, once."""
    plain = "".join(code.lower().split()).replace("-", "")
    rows = RecoveryCode.objects.filter(
        account=account, digest=_digest(account, plain), used_at=None
    )
    return rows.update(used_at=timezone.now()) == 1


def codes_left(account: Account) -> int:
    """Give how many recovery codes were not used yet."""
    return RecoveryCode.objects.filter(account=account, used_at=None).count()


def looks_like_code(text: str) -> bool:
    """Say whether something typed is a code and no password."""
    plain = text.replace(" ", "")
    return len(plain) == 6 and plain.isascii() and plain.isdigit()


def _step(secret: str, code: str) -> int | None:
    plain = code.replace(" ", "")
    if not looks_like_code(plain):
        return None
    try:
        found: int = pyotp.TOTP(secret).verify_and_get_timecode(
            plain, for_time=time.time(), valid_window=DRIFT
        )
    except pyotp.OTPVerificationError:
        return None
    return found


def _digest(account: Account, plain: str) -> str:
    key = f"recovery {account.pk}"
    return salted_hmac(key, plain, algorithm="sha256").hexdigest()


def _vault() -> Fernet:
    key = hashlib.sha256(f"second factor {settings.SECRET_KEY}".encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))


def _seal(secret: str) -> str:
    return _vault().encrypt(secret.encode()).decode()


def _open(sealed: str, within: int | None = None) -> str | None:
    try:
        return _vault().decrypt(sealed.encode(errors="replace"), ttl=within).decode()
    except InvalidToken:
        return None
