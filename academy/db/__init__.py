"""Persistence: engines, the declarative base, transactions, the outbox and the audit trail."""
