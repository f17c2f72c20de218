"""What may be done about people across all features. Pure."""
