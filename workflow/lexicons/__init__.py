"""What a unit keeps for proofreading: office-holders, words, phrases, bodies, hosts, exceptions.

Read `kinds` (which lists there are, and what a line of each says), `tables` (CSV and XLSX into
lines and back), `models`, `acts` (proposed by one person, confirmed by another, revoked), `force`
(what holds now), `effect` (which public items a proposal would hit). Who may: rules/listing.
"""
