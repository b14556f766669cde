"""The chain from a snapshot to the files of a site. Pure: no file is read or written here, and no clock."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property, partial
from typing import NamedTuple

from jinja2 import BytecodeCache

from briefgen.artifacts import Artifact, check_paths
from briefgen.assets import Theme, copy_assets, plan_theme
from briefgen.checks import run_checks
from briefgen.chrome import NOTHING, Surroundings
from briefgen.decode import Caller, Mapper, call, decode
from briefgen.diagnostics import Checked, Diagnostic, has_errors, in_order
from briefgen.exporters.export import Export
from briefgen.exporters.hosting import compressed_copies, hosting_files
from briefgen.exporters.linkeddata import linked_data
from briefgen.exporters.sitemap import is_map, sitemap
from briefgen.exporters.table import exports
from briefgen.model import Content
from briefgen.pages.plan import Book
from briefgen.pages.sketches import Sketch
from briefgen.request import Request, Templates
from briefgen.resolve import AsOf, Site, Tracker, assess, resolve
from briefgen.templating import make_environment, mentions, render_page
from briefgen.timespan import local_day
from briefgen.wording import Words, fallbacks, read_words


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildResult:
    """The files of the site (none if there are errors) and all faults, in order."""

    artifacts: tuple[Artifact, ...]
    diagnostics: tuple[Diagnostic, ...]
    site: Site
    tracker: Tracker


class Memo(NamedTuple):
    """Where a former build is remembered: the same functions, but quicker at what they have done before.

    `check` may leave the warnings for later, when there is time for them.
    """

    call: Caller = call
    resolve: Callable[[Content], Checked[Site]] = resolve
    check: Callable[[Site, Tracker], tuple[Diagnostic, ...]] = run_checks


NO_MEMO = Memo()


def check_content(request: Request, mapper: Mapper = map, memo: Memo = NO_MEMO) -> Checked[tuple[Site, Tracker]]:
    """Everything up to the pages: read, resolved, dated, and looked over."""
    decoded = decode(request.snapshot, drafts=request.drafts, mapper=mapper, call=memo.call)
    content = decoded.value
    if request.base_url:
        content = replace(content, briefing=replace(content.briefing, base_url=request.base_url))
    if content.briefing.search and not request.search:
        content = replace(content, briefing=replace(content.briefing, search=False))
    resolved = memo.resolve(content)
    site = resolved.value
    tracker = assess(site, choose_day(content, site, request))
    faults = (*decoded.diagnostics, *resolved.diagnostics, *memo.check(site, tracker))
    return Checked((site, tracker), in_order(faults))


def choose_day(content: Content, site: Site, request: Request) -> AsOf:
    """The day of the build: asked for, else the briefing's, else today in its zone."""
    fixed = request.as_of or content.briefing.as_of
    return AsOf(fixed or local_day(request.now, site.zone), fixed is not None)


class Draft(NamedTuple):
    """A file to be made: where it stands, and how to make it. Making it twice gives the same bytes."""

    path: str
    make: Callable[[], Checked[Artifact]]
    source: str = ""


class Files:
    """The files of a site. One can be found before it is known which others there are."""

    def __init__(
        self, find: Callable[[str], Draft | None] = lambda _: None, listed: Callable[[], Iterable[Draft]] = tuple
    ) -> None:
        self.get = find
        self._listed = listed

    @cached_property
    def all(self) -> tuple[Draft, ...]:
        """All of them, by their paths."""
        return tuple(sorted(self._listed(), key=lambda draft: draft.path))

    def __contains__(self, path: str) -> bool:
        return self.get(path) is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class SitePlan:
    """Every file of the site, each to be made when it is asked for (none if there are errors), and the faults so far.

    All that is left to go wrong is a template; the faults of one come with the file that it was to make.
    """

    files: Files
    diagnostics: tuple[Diagnostic, ...]
    site: Site
    tracker: Tracker
    stylesheet: str

    @property
    def drafts(self) -> tuple[Draft, ...]:
        return self.files.all


def plan_site(
    request: Request, mapper: Mapper = map, bytecode_cache: BytecodeCache | None = None, memo: Memo = NO_MEMO
) -> SitePlan:
    """All that comes before the first page is made."""
    checked = check_content(request, mapper, memo)
    site, tracker = checked.value
    theme = memo.call(_theme, tuple(request.templates.files.items()))
    own = {path: request.snapshot.files[path] for path in site.content.assets}
    assets = copy_assets(own)
    faults = [*checked.diagnostics, *assets.diagnostics]
    copied = [Draft(one.path, partial(Checked, one), one.source) for one in (*theme.artifacts, *assets.value)]
    files = Files()
    if not has_errors(faults):
        words = words_of(request.templates, site.content.briefing.language)
        faults.extend(words.diagnostics)
        render = _renderer(site, tracker, words.value, request.templates, theme, bytecode_cache)
        files = _files(site, tracker, words.value, theme, copied, render)
    # All other names are ours, made of ids; a build looks at them too, when the files are made.
    faults.extend(check_paths(Artifact(draft.path, b"", draft.source) for draft in copied))
    return SitePlan(
        files=Files() if has_errors(faults) else files,
        diagnostics=in_order(faults),
        site=site,
        tracker=tracker,
        stylesheet=theme.stylesheet,
    )


def _files(
    site: Site, tracker: Tracker, words: Words, theme: Theme, copied: list[Draft], render: Callable[[Sketch], Draft]
) -> Files:
    book = Book(site, tracker, words)
    assets = {draft.path: draft for draft in copied}

    @cache
    def pages() -> list[Draft]:
        return [*map(render, book)]

    @cache
    def beside() -> list[Draft]:
        """What is for programs and for hosts, but for the maps of the pages."""
        return [*map(_exported, exports(site, tracker, words)), *map(_exported, hosting_files(site, words, theme))]

    @cache
    def maps() -> list[Draft]:
        return [_exported(export) for export in sitemap(site, (page.path for page in pages()))]

    @cache
    def by_path() -> Mapping[str, Draft]:
        return {draft.path: draft for draft in beside()}

    def find(path: str) -> Draft | None:
        if is_map(path):
            return next((draft for draft in maps() if draft.path == path), None)
        sketch = book.find(path)
        return render(sketch) if sketch else assets.get(path) or by_path().get(path)

    return Files(find, lambda: (*copied, *pages(), *beside(), *maps()))


def make_draft(plan: SitePlan, draft: Draft) -> Checked[tuple[Artifact, ...]]:
    """A file of the site, with its compressed copy if the briefing asks for these and it is worth it."""
    made = draft.make()
    copies = compressed_copies((made.value,)) if plan.site.content.briefing.precompress else ()
    return Checked((made.value, *copies), made.diagnostics)


def late_faults(paths: Iterable[str], known: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """All faults, in order, once every file was made: those known, and those of the files' names."""
    faults = tuple(known)
    return in_order((*faults, *(() if has_errors(faults) else check_paths(Artifact(path, b"") for path in paths))))


def compile_site(
    request: Request,
    mapper: Mapper = map,
    bytecode_cache: BytecodeCache | None = None,
    tell: Callable[[int], None] = lambda _: None,
) -> BuildResult:
    """Every file of the site, or every fault. `tell` is told how many files are done, for showing progress."""
    plan = plan_site(request, mapper, bytecode_cache)
    faults = [*plan.diagnostics]
    artifacts: list[Artifact] = []
    for done, draft in enumerate(plan.drafts, 1):
        made = make_draft(plan, draft)
        faults.extend(made.diagnostics)
        artifacts.extend(made.value)
        tell(done)
    diagnostics = late_faults((artifact.path for artifact in artifacts), faults)
    return BuildResult(
        artifacts=() if has_errors(diagnostics) else tuple(artifacts),
        diagnostics=diagnostics,
        site=plan.site,
        tracker=plan.tracker,
    )


def _exported(export: Export) -> Draft:
    return Draft(export.path, lambda: Checked(Artifact(export.path, export.make())))


def _theme(files: tuple[tuple[str, bytes], ...]) -> Theme:
    return plan_theme(dict(files))


def words_of(templates: Templates, language: str) -> Checked[Words]:
    """The words of the briefing's language: its catalogues, then those of the language without its region."""
    return read_words(language, (source for tag in fallbacks(language) for source in templates.catalogues.get(tag, ())))


def _renderer(
    site: Site,
    tracker: Tracker,
    words: Words,
    templates: Templates,
    theme: Theme,
    bytecode_cache: BytecodeCache | None,
) -> Callable[[Sketch], Draft]:
    environment = make_environment(templates.sources, words, bytecode_cache)

    surroundings = Surroundings(
        site=site,
        tracker=tracker,
        words=words,
        stylesheet=theme.stylesheet,
        scripts=theme.scripts,
        icon=theme.icon,
    )

    def make(sketch: Sketch) -> Checked[Artifact]:
        page = sketch.make()
        data = linked_data(page, site) if mentions(environment, page.view, "linked_data") else NOTHING
        rendered = render_page(environment, page.view, surroundings.around(page, data))
        return Checked(Artifact(page.path, rendered.value), rendered.diagnostics)

    return lambda sketch: Draft(sketch.path, partial(make, sketch))
