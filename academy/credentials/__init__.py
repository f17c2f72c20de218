"""Certificates: issued once, printed in any script, verified by anyone."""
