"""Pure building blocks that every floor may use: no Flask, no SQL, no clock but `clock`."""
