from pranata.foundation.models.account import Account
from pranata.foundation.models.security_event import SecurityEvent, SecurityEventKind
from pranata.foundation.models.sign_in_session import SignInSession
from pranata.foundation.models.sign_in_throttle import SignInThrottle

__all__ = ["Account", "SecurityEvent", "SecurityEventKind", "SignInSession", "SignInThrottle"]
