"""briefgen: a static generator for briefings whose every sentence leads to its source."""

__version__ = "0.1.0"
