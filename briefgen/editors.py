"""Settings of editors for a project: which schema completes and checks which file.

The line at the head of a file (`schemas.modeline`) says the same to the same server; the settings serve files that were
made without it.
"""

import json
from collections.abc import Mapping

from briefgen.schemas import FOLDER, file_name

_FILES: Mapping[str, tuple[str, ...]] = {
    "briefing": ("content/briefing.yaml",),
    "topics": ("content/topics.yaml", "content/topics/*.yaml"),
    "actors": ("content/actors.yaml", "content/actors/*.yaml"),
    "events": ("content/events.yaml", "content/events/*.yaml"),
    "article": ("content/articles/**/*.yaml",),
}
"""The files of each kind, from the project's folder on. The front matter of a page is no file of its own."""


def editor_settings() -> Mapping[str, str]:
    """The files, by path, that Visual Studio Code reads in a project's folder: schemas by file, and its YAML extension.

    The catalogue of schemas on the web is left out: none of its is for these files.
    """
    schemas = {f"./{FOLDER}/{file_name(kind)}": list(paths) for kind, paths in _FILES.items()}
    settings = {"yaml.schemas": schemas, "yaml.schemaStore.enable": False}
    return {
        ".vscode/settings.json": _json(settings),
        ".vscode/extensions.json": _json({"recommendations": ["redhat.vscode-yaml"]}),
    }


def _json(value: object) -> str:
    return json.dumps(value, indent=2) + "\n"
