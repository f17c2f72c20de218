"""What staff and fellow learners fill in about answers, grades and terms."""
