"""Seats: who is in which edition of a course, and how it ended."""
