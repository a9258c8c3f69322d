"""The engines: each a folder, each passing the contract of `tests/search/contract.py`."""
