"""Lists that a unit keeps for proofreading."""
