"""Migrations of the outbox and of the embedded index."""
