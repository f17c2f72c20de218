"""Use cases of staff and fellow learners with answers that were given."""
