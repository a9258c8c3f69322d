"""The home screen: what waits for a person by the duties they hold.

`panel` puts it together from the parts that `drafting`, `reviewing`, `administering` and `auditing`
give; `parts` says what a part is.
"""
