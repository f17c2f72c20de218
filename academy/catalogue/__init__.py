"""What is taught: published courses, their editions, revisions and pages; search and country facts."""
