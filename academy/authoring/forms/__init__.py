"""What people send to the teaching side."""
