"""What is done about people across all features. Nothing here commits."""
