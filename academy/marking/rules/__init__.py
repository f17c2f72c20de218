"""What is decided about people's marks, grades and figures. Pure."""
