"""Questions from and for other systems: GIFT, Aiken, Moodle XML, QTI 2 and QTI 3.

`door` is the way in and out; `values` says what comes of reading and writing.
"""
