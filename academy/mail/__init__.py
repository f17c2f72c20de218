"""Letters out: over SMTP, or into a folder where nothing is configured."""
