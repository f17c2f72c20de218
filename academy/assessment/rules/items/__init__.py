"""What a question type is: one file for each, and one line in `kinds`."""
