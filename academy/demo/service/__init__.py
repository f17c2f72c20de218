"""Putting the demo's people into the database."""
