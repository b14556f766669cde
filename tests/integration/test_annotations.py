"""The Web Annotations of whole briefings, read by a program that knows nothing but the files of the site."""

import json
from pathlib import Path

import yaml
from tools.annotating import by_position, by_quote, selectors


def test_every_annotation_leads_to_its_words(any_site: Path) -> None:
    """Both selectors, resolved in the published text, give the same words, which are those that were annotated."""
    content = any_site.parent / "content" / "articles"
    records = [yaml.safe_load(path.read_text("utf-8")) for path in content.rglob("*.yaml")]
    written = sum(len(record.get("annotations") or ()) for record in records)
    resolved = 0
    for page in sorted((any_site / "articles").glob("*.jsonld")):
        text = page.with_suffix(".txt")
        read = text.read_bytes().decode("utf-8") if text.is_file() else None
        for item in json.loads(page.read_text("utf-8"))["items"]:
            found = selectors(item)
            quote = found["TextQuoteSelector"]
            if read is not None:
                place = by_position(found["TextPositionSelector"])
                assert by_quote(read, quote) == [place], page.name
                assert read[slice(*place)] == quote["exact"]
            resolved += 1
    assert resolved == written > 0
