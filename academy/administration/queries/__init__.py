"""Reads about what was done, and about people across all features."""
