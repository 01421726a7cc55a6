"""The test kit: a real PostgreSQL, the application's role, and a cast of characters."""
