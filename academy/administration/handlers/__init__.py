"""What administration does in the background."""
