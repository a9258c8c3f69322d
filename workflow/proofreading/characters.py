"""Classes of characters that several families speak of."""

HAN_CLASS = "㐀-䶿一-鿿〇"
HAN = f"[{HAN_CLASS}]"
COUNTED = "一二三四五六七八九"
"""The Chinese digits from 1 to 9, in order."""


def han_number(text: str) -> int | None:
    """Read 一 to 九十九 (and 〇 to 九); None for anything else."""
    tens, mark, ones = text.partition("十")
    if not mark:
        return COUNTED.find(text) + 1 if len(text) == 1 and text in COUNTED else None
    if len(tens) > 1 or len(ones) > 1 or (tens and tens not in COUNTED):
        return None
    if ones and ones not in COUNTED:
        return None
    return (COUNTED.find(tens) + 1 if tens else 1) * 10 + (COUNTED.find(ones) + 1 if ones else 0)


def in_han(number: int) -> str:
    """Write a number from 1 to 9999 in Chinese numerals."""
    if number < 10:
        return COUNTED[number - 1]
    unit, name = next((u, n) for u, n in ((1000, "千"), (100, "百"), (10, "十")) if number >= u)
    head, rest = divmod(number, unit)
    words = ("" if unit == 10 and head == 1 else COUNTED[head - 1]) + name
    if not rest:
        return words
    return words + ("零" if rest * 10 < unit else "") + in_han(rest)
