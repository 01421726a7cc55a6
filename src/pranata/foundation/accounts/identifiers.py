"""The one field people sign in with: an e-mail address or an NIP, as typed or pasted."""

import re

from django.db.models.functions import Lower

from pranata.foundation.models import Account

NIP_DIGITS = 18
_SEPARATORS = re.compile(r"[\s.\-\u2010-\u2015\u00a0\u200b\ufeff]+")


def login_identifier(typed: str) -> str:
    """Return what was typed in the form it is stored in: an NIP without separators, an address in lower case.

    Decrees and identity cards print an NIP as `19800101 200501 1 001`; it is accepted like that.
    """
    digits = _SEPARATORS.sub("", typed)
    if digits.isascii() and digits.isdigit() and len(digits) == NIP_DIGITS:
        return digits
    return typed.strip().lower()


def account_of(identifier: str) -> Account | None:
    """Return the account of an address or NIP, ended or not. One query.

    Case is folded as the unique index folds it. `iexact` would compare in capitals, where the dotless ı of
    another domain is the I of this one, and give somebody else's account.
    """
    if "@" in identifier:
        return Account.objects.alias(folded=Lower("email")).filter(folded=identifier.lower()).first()
    if identifier.isascii() and identifier.isdigit():
        return Account.objects.filter(employee_number=identifier).first()
    return None
