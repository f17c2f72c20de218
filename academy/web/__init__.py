"""What all pages share: layout, locale, access, forms, errors, security headers, static files."""
