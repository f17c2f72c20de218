"""The teaching side: who teaches a course, and the preview of its units."""
