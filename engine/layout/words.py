"""How much room a name takes on the sheet: modelers write names outside of shapes in lines of at most 90 pixels."""

LINE, LETTER, LINE_HEIGHT = 90, 6, 14
IN_TASK, TASK_LINES, TASK_LETTER = 110, 5, 6.4


def lines_of(text: str, width: float, letter: float) -> list[str]:
    """The text in lines of about this width."""
    lines: list[str] = []
    for word in text.split():
        if lines and (len(lines[-1]) + 1 + len(word)) * letter <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def size_of(text: str) -> tuple[int, int]:
    """The width and the height of a name outside of a shape, in pixels."""
    lines = lines_of(text, LINE, LETTER)
    return max((len(line) for line in lines), default=0) * LETTER + 2, len(lines) * LINE_HEIGHT


def task_width(text: str) -> int:
    """How wide a task must be for its name: 120 pixels, more for a very long one."""
    for width in range(120, 220, 20):
        if len(lines_of(text, width - 10, TASK_LETTER)) <= TASK_LINES:
            return width
    return 220
