"""Settings, URLs, WSGI and the `pranata` command: the only place that knows every app."""
