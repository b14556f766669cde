"""What a preview remembers of pure functions, so that after a change only what is different is done again."""

from collections.abc import Callable, Iterable
from typing import Any

from briefgen.decode import Mapper


class Remembered:
    """A `Mapper` and a `Caller` that remember what they made of each thing.

    What is not asked for between two calls of `forget` is forgotten.
    """

    def __init__(self, mapper: Mapper = map) -> None:
        self._mapper = mapper
        self._made: dict[Any, Any] = {}
        self._asked: dict[Any, Any] = {}
        self.is_over = False

    def map(self, function: Callable[[Any], Any], items: Iterable[Any], /) -> Iterable[Any]:
        keys = [(function, item) for item in items]
        missing = [key for key in keys if key not in self._made]
        for key, made in zip(missing, self._mapper(function, [item for _, item in missing]), strict=True):
            if self.is_over:
                raise InterruptedError("the preview ends")
            self._made[key] = made
        found = {key: self._made[key] for key in keys}
        self._asked.update(found)
        return found.values()

    def call(self, function: Callable[..., Any], /, *arguments: Any) -> Any:
        key = (function, *arguments)
        if key not in self._made:
            self._made[key] = function(*arguments)
        self._asked[key] = self._made[key]
        return self._made[key]

    def forget(self) -> None:
        self._made, self._asked = self._asked, {}
