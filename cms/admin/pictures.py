"""Pictures at upload: one that cannot be opened gets a sentence, not a server error.

Wagtail's field asks the picture library for the size outside of its own `try`, so a broken file
and a picture beyond the library's limit end as an exception. The field cannot be exchanged by a
setting; its check is wrapped here.
"""

from typing import Any

from django.core.exceptions import ValidationError
from wagtail.images.fields import WagtailImageField

_check = WagtailImageField.check_image_pixel_size


def check_size(field: WagtailImageField, picture: Any) -> None:
    """Look at the size of an uploaded picture.

    Raises:
        ValidationError: when there are too many pixels, or the library cannot open it.
    """
    try:
        _check(field, picture)
    except ValidationError:
        raise
    except Exception as error:
        # The library raises what its many readers raise: OSError, SyntaxError, its own classes.
        raise ValidationError(
            field.error_messages["invalid_image"], code="invalid_image"
        ) from error


def install() -> None:
    """Put the check in the place of Wagtail's."""
    WagtailImageField.check_image_pixel_size = check_size
