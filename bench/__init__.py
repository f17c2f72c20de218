"""The budgets of the design, measured beside their limits in one run."""
