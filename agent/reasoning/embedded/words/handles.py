"""How a text calls a thing whose name is known."""


def handle(name: str, text: str) -> str:
    """The longest part of at least two characters of the name that the text has; empty without one."""
    a, b = name.lower(), text.lower()
    for length in range(len(a), 1, -1):
        for start in range(len(a) - length + 1):
            if a[start : start + length] in b:
                return name[start : start + length]
    return ""
