"""Every override of Wagtail's own screens and rules stands here, each with a test.

Read `tester` (who may do what), `lock`, `closed` (ways that are shut), `submit` (送审), then the
dress: `actions`, `bulk`, `panel`, `groups`, `wagtail_hooks`.
"""
