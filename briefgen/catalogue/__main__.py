"""`python -m briefgen.catalogue > docs/diagnostics.md`."""

import sys

from briefgen.catalogue.rules import render_catalogue

if __name__ == "__main__":
    sys.stdout.buffer.write(render_catalogue().encode("utf-8"))
