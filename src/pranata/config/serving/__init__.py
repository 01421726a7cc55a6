"""Serving pages: the address, what is prepared first, and the server with its workers."""
