"""Tests of the command, the server and the settings."""
