"""PDF files for tests."""

from weasyprint import HTML


def pdf_of(body: str, *, title: str = "", lang: str = "") -> bytes:
    """A PDF of some HTML, with its title and language."""
    attribute = f' lang="{lang}"' if lang else ""
    return HTML(string=f"<html{attribute}><head><title>{title}</title></head><body>{body}</body></html>").write_pdf()
