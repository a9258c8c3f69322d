"""The outbox: which items the index has to take up."""

from django.db import models


class SearchOutbox(models.Model):
    """An item whose release changed, written in the transaction of that release.

    The row goes when an engine has taken the item up. Rows tell which item to look at, never
    what is in it: that is read from the releases when the row is applied.
    """

    id = models.BigAutoField(primary_key=True)
    uid = models.CharField(max_length=64)
    sequence = models.PositiveBigIntegerField(help_text="Sequence of the release.")

    class Meta:
        """Applied in the order in which they were written."""

        ordering = ("id",)
        verbose_name = "search outbox row"

    def __str__(self) -> str:
        """Name item and release."""
        return f"{self.uid} in release {self.sequence}"


class WordList(models.Model):
    """One of the unit's own lists for search, such as its synonyms."""

    name = models.CharField(max_length=20, primary_key=True)
    text = models.TextField(blank=True, help_text="One entry a line.")
    version = models.PositiveIntegerField(default=0, help_text="Goes up with each change.")

    class Meta:
        """A row for each list somebody wrote."""

        verbose_name = "list of words"

    def __str__(self) -> str:
        """Name the list."""
        return self.name


class Word(models.Model):
    """A word of released titles, for suggestions and corrections; made again by a rebuild."""

    id = models.BigAutoField(primary_key=True)
    text = models.CharField(max_length=16, unique=True)
    titles = models.PositiveIntegerField(default=0, help_text="Titles that hold it.")

    class Meta:
        """In no order."""

        verbose_name = "word of titles"

    def __str__(self) -> str:
        """Give the word."""
        return self.text


class WordSound(models.Model):
    """How a word is typed by its sound."""

    id = models.BigAutoField(primary_key=True)
    sound = models.CharField(max_length=64, db_index=True)
    word = models.ForeignKey(Word, on_delete=models.CASCADE, related_name="sounds")

    class Meta:
        """In no order."""

        verbose_name = "sound of a word"

    def __str__(self) -> str:
        """Give the sound."""
        return self.sound


class TitleWords(models.Model):
    """The words of one item's title, so that they can be taken back."""

    uid = models.CharField(max_length=64, primary_key=True)
    words = models.TextField(blank=True)

    class Meta:
        """In no order."""

        verbose_name = "words of a title"

    def __str__(self) -> str:
        """Name the item."""
        return self.uid
