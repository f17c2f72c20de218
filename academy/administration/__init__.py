"""What is done about people across all features: their data, doubles, erasure, the audit trail."""
