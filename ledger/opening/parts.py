"""What is gathered from a file: pieces of text with their places, properties, one problem."""

from typing import Any

MOST_PARTS = 150_000
MOST_CHARACTERS = 3_000_000
LONGEST_PART = 200_000
LONGEST_PROPERTY = 200

ONLY_BEGINNING = "内容太多，只读了前面的部分，其余请人工核对。"
DAMAGED = "文件损坏，无法读取，请重新导出后再上传。"
PROTECTED = "文件设有密码，无法读取内容，请去掉密码后再上传。"
LYING = "文件的内容与它的类型不符，没有读取。"
SWELLS = "文件解压后过大，没有读取。"
TOO_LARGE = "文件超过50MB，没有读取内容，请人工核对。"
TOO_LONG = "文件内容过于复杂，规定时间内没有读完，请人工核对。"
MACROS = "文件含有宏或嵌入的程序，请另存为不含宏的文件。"
NO_TEXT = "文件里没有可以读出的文字，可能是扫描件，请人工核对。"


class Unreadable(Exception):
    """The file is not read; the text is the sentence."""


class Full(Exception):
    """Enough was gathered."""


class Gathered:
    """The text of a file as it is read, up to a bound."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.parts: list[tuple[str, str]] = []
        self.properties: dict[str, str] = {}
        self.problem = ""
        self._characters = 0

    def add(self, place: str, text: str) -> None:
        """Keep a piece of text.

        Raises:
            Full: when there is more than anybody searches or proofreads.
        """
        text = text.replace("\0", "").strip()
        if not text:
            return
        if len(self.parts) >= MOST_PARTS or self._characters + len(text) > MOST_CHARACTERS:
            self.problem = ONLY_BEGINNING
            raise Full
        if len(text) > LONGEST_PART:
            self.problem, text = ONLY_BEGINNING, text[:LONGEST_PART]
        self._characters += len(text)
        self.parts.append((place, text))

    def say(self, name: str, value: Any) -> None:
        """Keep a property that says something."""
        text = "" if value is None else str(value).replace("\0", "").strip()
        if text:
            self.properties[name] = text[:LONGEST_PROPERTY]

    def as_json(self) -> dict[str, Any]:
        """Give everything as JSON can hold it."""
        return {"parts": self.parts, "properties": self.properties, "problem": self.problem}
