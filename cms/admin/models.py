"""No tables. Groups follow appointments from the moment Django has loaded its applications."""

from cms.admin import groups

__all__ = ["groups"]
