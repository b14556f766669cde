"""What the rows of a list can be chosen by: the choices of its filters, each only if it would leave something out."""

from collections.abc import Collection, Iterable

from briefgen.guideviews import Choice, Filters
from briefgen.labels import LABELS, label
from briefgen.model import ANNOTATION_KINDS, Annotation
from briefgen.pages.parts import Parts
from briefgen.resolve import topic_and_narrower


def topic_choices(parts: Parts, there: Collection[str]) -> tuple[Choice, ...]:
    """Topics that rows are about, each standing for all below it."""
    choices = []
    for topic in parts.site.content.topics.values():
        covers = tuple(key for key in topic_and_narrower(parts.site, topic.id) if key in there)
        if covers:
            choices.append(Choice(topic.id, topic.title, () if covers == (topic.id,) else covers))
    return tuple(choices)


def side_choices(parts: Parts, there: Collection[str]) -> tuple[Choice, ...]:
    return tuple(Choice(side.id, side.title, ()) for side in parts.sides if side.id in there)


def label_choices(parts: Parts, group: str, values: Iterable[str]) -> tuple[Choice, ...]:
    return tuple(Choice(value, label(group, value, parts.words), ()) for value in values)


def note_filters(parts: Parts, annotations: Iterable[Annotation]) -> Filters:
    """What annotations can be chosen by: where all are of one kind, that is no choice."""
    found = tuple(annotations)
    return Filters(
        kinds=_several(parts, "kind", ANNOTATION_KINDS, {a.kind for a in found}),
        attributions=_several(parts, "attribution", LABELS["attribution"], {a.attribution for a in found}),
        confidences=_several(parts, "confidence", LABELS["confidence"], {a.confidence for a in found}),
    )


def _several(parts: Parts, group: str, order: Iterable[str], there: Collection[str]) -> tuple[Choice, ...]:
    return label_choices(parts, group, (value for value in order if value in there)) if len(there) > 1 else ()
