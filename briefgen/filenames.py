"""Which files of a folder are passed over, told from their names."""

_BACKUPS = ("~", ".swp", ".swo", ".bak", ".orig", ".tmp")
_LEFT_BY_SYSTEMS = ("Thumbs.db", "desktop.ini")


def is_passed_over(path: str) -> bool:
    """Hidden files, what is in hidden folders, and editors' backups are no content."""
    # No regular expression, since each file of a large site is asked about.
    if path.startswith(".") or "/." in path or path.endswith(_BACKUPS):
        return True
    name = path.rpartition("/")[2]
    return name in _LEFT_BY_SYSTEMS or (len(name) > 1 and name[0] == name[-1] == "#")
