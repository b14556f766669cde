"""Rules on Markdown, and on a project's own templates."""

from briefgen.catalogue.rule import error, warning

MARKDOWN = (
    error(
        "link-scheme",
        "A link leads where none may lead",
        "Links lead to `http`, `https` or `mailto` addresses, to files below `assets/`, and to parts of the briefing. "
        "Nothing that runs, and no paths: pages may move, references find them.",
        """
[the method](about.html)     # wrong
[the method](page:about)     # right
""",
        "Write the whole address, or a reference such as `topic:ID`.",
    ),
    error(
        "link-form",
        "A link's address is not one",
        "The address is empty, has a blank in it, or names no host, so that no browser could follow it.",
        """
[agreed](https://)                           # wrong
[agreed](https://example.org/agreement)      # right
""",
        "Copy the address from the browser; write `%20` for a blank.",
    ),
    error(
        "link-in-link",
        "A link stands in the words of a link",
        "Links cannot nest, and citations and footnotes are links.",
        """
[the dues [@round-one#demand]](page:about)      # wrong
[the dues](page:about) [@round-one#demand]      # right
""",
        "Move the inner one behind the link.",
    ),
    error(
        "image-source",
        "An image comes from elsewhere",
        "The pages load nothing from other sites, so images are files of the briefing.",
        """
![A map](https://example.org/map.png)     # wrong
![A map](assets/map.png)                  # right
""",
        "Put the file below `assets/` in the content folder.",
    ),
    error(
        "citation-form",
        "A citation is not written as one",
        "`[@ARTICLE#ANNOTATION]` cites an annotation, `[@ARTICLE]` an article, and semicolons part several in one "
        "bracket.",
        """
[@round-two#offer, @round-one]     # wrong
[@round-two#offer; @round-one]     # right
""",
        "Write it so; to show it as text, put a backslash before the bracket.",
    ),
    warning(
        "footnote-missing",
        "A footnote has no note",
        "A mark such as `[^1]` leads to a paragraph that begins with `[^1]:`. Without that, the mark is shown as text.",
        """
The port asks for more.[^1]

[^1]: By a tenth.     # this line is missing
""",
        "Add the paragraph, or take the mark out.",
    ),
    warning(
        "list-needs-blank-line",
        "A list is shown as text",
        "In Markdown a list begins behind a blank line; without it, its lines are part of the paragraph before.",
        """
The method:
- read         # wrong

The method:

- read         # right
""",
        "Put a blank line before the list; indent a list within a list by four spaces.",
    ),
    error(
        "markup-too-long",
        "A Markdown text is too long",
        "A text of more than 200,000 characters is a book.",
        """
content/pages/everything.md       # wrong
content/pages/part-one.md         # right
content/pages/part-two.md
""",
        "Part it into several pages.",
    ),
    error(
        "markup-too-deep",
        "A Markdown text nests too deeply",
        "Lists and quotes go at most 24 levels deep. Long rows of brackets, asterisks or backticks that lead nowhere "
        "count, too: they would take Markdown readers hours.",
        """
>>>>>>>>>>>>>>>>>>>>>>>>>>>> deep     # wrong
> not deep                            # right
""",
        "Take levels out; put a backslash before what is not Markdown.",
    ),
)

TEMPLATES = (
    error(
        "template-syntax",
        "A template cannot be read",
        "A template of the project's own is not valid Jinja.",
        """
{% if page.title %}{{ page.title }}                # wrong
{% if page.title %}{{ page.title }}{% endif %}     # right
""",
        "Mend it at the line of the message, or remove it to get the one that comes with briefgen.",
    ),
    error(
        "template-missing",
        "A template is missing",
        "A template of the project's own includes or extends one that does not exist.",
        """
{% include "partials/foot.html" %}       # wrong
{% include "partials/footer.html" %}     # right
""",
        "Correct the name, or add the template.",
    ),
    error(
        "template-failed",
        "A template failed",
        "A template of the project's own uses a name that its page does not have, or does with a value what cannot be "
        "done with it.",
        """
{{ page.titel }}     # wrong
{{ page.title }}     # right
""",
        "Mend it at the line of the message. What each page has is in the documentation of templates.",
    ),
    error(
        "translation-syntax",
        "A catalogue of translations cannot be read",
        "A `.po` file of the project's own is not in gettext's format at this place: a line that is neither a comment "
        "nor text in quotation marks, a translation without its message, the wrong number of forms, a message that "
        "stands there twice.",
        r"""
msgstr "die "neue" Frist"       # wrong
msgstr "die „neue“ Frist"       # right
""",
        "Mend it at the line of the message. Editors for catalogues, such as Poedit, make no such faults.",
    ),
    error(
        "translation-plurals",
        "A catalogue has no rule for plurals",
        "`Plural-Forms` in the header of a `.po` file says how many forms a language has, and which goes with which "
        "number. It is missing, or cannot be used.",
        r"""
"Plural-Forms: nplurals=2; plural=(n <> 1);\n"     # wrong
"Plural-Forms: nplurals=2; plural=(n != 1);\n"     # right
""",
        "Take the line over from another catalogue of the same language.",
    ),
    error(
        "translation-placeholder",
        "A translation has a placeholder that its message lacks",
        "What stands in for a value, such as `%(num)s`, is misspelt, or a per cent sign stands alone. A placeholder "
        "may stand anywhere in the translation, and be left out.",
        r"""
msgstr "in %(nun)s Tagen"     # wrong
msgstr "in %(num)s Tagen"     # right
""",
        "Write the placeholder as it stands in the `msgid`; a per cent sign is written `%%`.",
    ),
)
