"""Questions as their authors fill them in. A new type is one more file here, and its template."""
