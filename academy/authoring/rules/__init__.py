"""What is decided on the teaching side. Pure."""
