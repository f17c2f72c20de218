"""Believable people and progress, for trying the Academy and for measuring it."""
