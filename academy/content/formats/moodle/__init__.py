"""Moodle XML: one file a kind of question, read here and written by `formats.write_moodle`."""
