"""Tests of the ledger: formats for ever, chains that show what happened to them."""
