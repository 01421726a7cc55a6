"""Who must have a second factor before acting, and whether they have one.

The rules live above: `settings.SECOND_FACTOR_RULES` names predicates of a request, because what makes an
account powerful (a grant held by a position) is not known here.
"""

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest
from django.utils.module_loading import import_string

from pranata.foundation.models import Account

STRONG = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def has_second_factor(account: Account) -> bool:
    """Whether the account can prove itself with an authenticator app or a passkey. One query."""
    return bool(Authenticator.objects.filter(user=account, type__in=STRONG).exists())


def requires_second_factor(request: HttpRequest) -> bool:
    """Whether any rule asks the person behind this request for a second factor.

    Demonstration accounts are exempt while the demonstration runs: it answers on loopback only.
    """
    account = request.user
    if not isinstance(account, Account) or (settings.DEMONSTRATION and account.is_demonstration):
        return False
    return any(import_string(rule)(request) for rule in settings.SECOND_FACTOR_RULES)


def lacks_required_factor(request: HttpRequest) -> bool:
    """Whether this person must enrol a second factor before acting."""
    account = request.user
    return isinstance(account, Account) and requires_second_factor(request) and not has_second_factor(account)
