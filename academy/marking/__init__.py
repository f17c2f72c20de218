"""What people do with answers: marking, releasing, appeals, corrections, figures."""
