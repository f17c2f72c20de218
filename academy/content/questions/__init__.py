"""Question types as a course package holds them: one file each, and one line in `types`."""
