"""Evidence to give away: `exporting` writes a bundle, `verify_evidence` is what verifies it.

`verify_evidence` imports nothing of ours: it is copied into every bundle and run by outsiders.
"""
