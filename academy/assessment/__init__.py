"""Quizzes: attempts, answers that are kept, and their marks."""
