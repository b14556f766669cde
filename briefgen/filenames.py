"""Which files of a folder are passed over, told from their names."""

import re

_PASSED_OVER = re.compile(r"(^|/)(\.|#[^/]*#$)|(~|\.swp|\.swo|\.bak|\.orig|\.tmp)$|(^|/)(Thumbs\.db|desktop\.ini)$")


def is_passed_over(path: str) -> bool:
    """Hidden files and editors' backups are no content."""
    return bool(_PASSED_OVER.search(path))
