"""`flask audit` and what else is done about people across all features."""
