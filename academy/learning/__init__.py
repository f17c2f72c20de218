"""The way through a course: lessons, units done, progress, and completion."""
