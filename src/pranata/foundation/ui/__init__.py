"""The UI kit in Python: numbers and dates as written, icons, badges, charts, security headers, messages."""
