"""Background work: in this process, or in workers over Redis."""
