"""What happened, across all features: completion reports, charts and exports."""
