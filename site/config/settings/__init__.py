"""Settings: `environment` reads and validates, `base` derives, and one of three modules is chosen.

`demo` for one machine and its loopback address, `production` for the real thing, `test` for the
test suite. The module is named by DJANGO_SETTINGS_MODULE; everything else by SANSHEN_ variables.
"""
