"""Accounts: how people sign in, prove that they are there, and stop.

Read `lockout` (failed sign-ins and what they lead to), `failures` (what the audit log says of
them), `sessions` (who is signed in where, and how it ends). Nothing here lets anybody sign:
appointments do.
"""
