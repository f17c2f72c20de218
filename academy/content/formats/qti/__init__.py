"""QTI 2 and QTI 3: items and packages, in one vocabulary (see `formats.xml.Node`)."""
