"""Believable people and what they did, decided by a seed. Pure."""
