"""What is taught: published courses, editions, revisions and pages; search; country facts."""
