"""The tokens of links that set a password: mailed to the owner, or handed over by somebody who saw them.

Both are Django's (one use, expiring, void once the password or address changes) under different salts, so
that neither can be passed off as the other.
"""

from django.contrib.auth.tokens import PasswordResetTokenGenerator

from pranata.foundation.models import Account

# A mailed token begins with a letter or digit and holds no full stop.
_MARK = "s."


class _HandedTokens(PasswordResetTokenGenerator):
    key_salt = "pranata.foundation.accounts.tokens.handed"


class PasswordTokens(PasswordResetTokenGenerator):
    """Makes the tokens of mailed links, and accepts those of handed links too."""

    key_salt = "pranata.foundation.accounts.tokens.mailed"

    def check_token(self, user: Account | None, token: str | None) -> bool:
        """Whether the token is one of this account, of either kind, and still holds."""
        if token and is_handed(token):
            return _HandedTokens().check_token(user, token.removeprefix(_MARK))
        return super().check_token(user, token)


def handed_token(account: Account) -> str:
    """Return the token of a link that somebody else than the owner will see."""
    return _MARK + _HandedTokens().make_token(account)


def is_handed(token: str) -> bool:
    """Whether the token says of itself that it was handed over."""
    return token.startswith(_MARK)
