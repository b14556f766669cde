"""Trouble with the world outside the content: a missing folder, a full disk, a taken port."""


class Problem(Exception):  # noqa: N818 - not an error of the program
    """What went wrong in one sentence, and what to do about it. Caught once, by the command line."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
