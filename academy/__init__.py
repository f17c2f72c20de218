"""The China-ASEAN Digital Academy."""
