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


class SearchCount(models.Model):
    """How often something was looked for on a day. Of whom, or in which order, nobody notes.

    The text stands here when it is a word of released titles, or was looked for so often that it
    says nothing of one person; before that there is only a digest with the salt of the day.
    """

    id = models.BigAutoField(primary_key=True)
    day = models.DateField()
    digest = models.CharField(max_length=64)
    text = models.CharField(max_length=64, blank=True)
    searches = models.PositiveIntegerField(default=0)
    without = models.PositiveIntegerField(default=0, help_text="Searches that found nothing.")

    class Meta:
        """One row a day for the same text."""

        constraints = [models.UniqueConstraint("day", "digest", name="search_count_of_day")]
        verbose_name = "count of searches"

    def __str__(self) -> str:
        """Name day and text."""
        return f"{self.day} {self.text}"


class SearchClick(models.Model):
    """How often an item was opened from results on a day."""

    id = models.BigAutoField(primary_key=True)
    day = models.DateField()
    uid = models.CharField(max_length=64)
    clicks = models.PositiveIntegerField(default=0)

    class Meta:
        """One row a day for the same item."""

        constraints = [models.UniqueConstraint("day", "uid", name="search_clicks_of_day")]
        verbose_name = "count of opened results"

    def __str__(self) -> str:
        """Name day and item."""
        return f"{self.day} {self.uid}"


class SearchSalt(models.Model):
    """What a day's digests are made with; it goes with the day."""

    day = models.DateField(primary_key=True)
    salt = models.CharField(max_length=64)

    class Meta:
        """One row, of today."""

        verbose_name = "salt of a day"

    def __str__(self) -> str:
        """Name the day."""
        return str(self.day)
