"""People: who they are, what they may be where, how they sign in."""
