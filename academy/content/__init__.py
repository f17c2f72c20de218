"""Course packages as values: read, check, translate, render, compare.

Pure: no Flask, no database, no clock, and nothing is written to disk.
"""
