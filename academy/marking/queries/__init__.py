"""Reads about marks that people gave, grades, figures, and the terms of quizzes."""
