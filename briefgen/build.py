"""The chain from a snapshot to the files of a site. Pure: no file is read or written here, and no clock."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from jinja2 import BytecodeCache

from briefgen.artifacts import Artifact, check_paths
from briefgen.assets import Theme, copy_assets, plan_theme
from briefgen.checks import run_checks
from briefgen.chrome import make_chrome
from briefgen.decode import Mapper, decode
from briefgen.diagnostics import Checked, Diagnostic, has_errors, in_order
from briefgen.model import Content
from briefgen.pages.plan import build_pages
from briefgen.request import Request, Templates
from briefgen.resolve import AsOf, Site, Tracker, assess, resolve
from briefgen.templating import make_environment, render_page
from briefgen.timespan import local_day
from briefgen.wording import Words, load_words


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildResult:
    """The files of the site (none if there are errors) and all faults, in order."""

    artifacts: tuple[Artifact, ...]
    diagnostics: tuple[Diagnostic, ...]
    site: Site
    tracker: Tracker


def check_content(request: Request, mapper: Mapper = map) -> Checked[tuple[Site, Tracker]]:
    """Everything up to the pages: read, resolved, dated, and looked over."""
    decoded = decode(request.snapshot, drafts=request.drafts, mapper=mapper)
    content = decoded.value
    if request.base_url:
        content = replace(content, briefing=replace(content.briefing, base_url=request.base_url))
    resolved = resolve(content)
    site = resolved.value
    tracker = assess(site, choose_day(content, site, request))
    faults = (*decoded.diagnostics, *resolved.diagnostics, *run_checks(site, tracker))
    return Checked((site, tracker), in_order(faults))


def choose_day(content: Content, site: Site, request: Request) -> AsOf:
    """The day of the build: asked for, else the briefing's, else today in its zone."""
    fixed = request.as_of or content.briefing.as_of
    return AsOf(fixed or local_day(request.now, site.zone), fixed is not None)


def compile_site(
    request: Request,
    mapper: Mapper = map,
    bytecode_cache: BytecodeCache | None = None,
    tell: Callable[[int], None] = lambda _: None,
) -> BuildResult:
    """Every file of the site, or every fault. `tell` is told how many pages are done, for showing progress."""
    checked = check_content(request, mapper)
    site, tracker = checked.value
    theme = plan_theme(request.templates.files)
    own = {path: request.snapshot.files[path] for path in site.content.assets}
    assets = copy_assets(own)
    faults = [*checked.diagnostics, *assets.diagnostics]
    artifacts: list[Artifact] = [*theme.artifacts, *assets.value]
    if not has_errors(faults):
        words = load_words(site.content.briefing.language, _catalogue(request.templates, site))
        pages = _render(site, tracker, words, request.templates, theme, bytecode_cache)
        for done, page in enumerate(pages, 1):
            tell(done)
            faults.extend(page.diagnostics)
            artifacts.append(page.value)
    faults.extend(check_paths(artifacts))
    return BuildResult(
        artifacts=() if has_errors(faults) else tuple(sorted(artifacts)),
        diagnostics=in_order(faults),
        site=site,
        tracker=tracker,
    )


def _catalogue(templates: Templates, site: Site) -> str:
    """The translations for the briefing's language, or for the language without its region."""
    language = site.content.briefing.language
    return templates.catalogues.get(language) or templates.catalogues.get(language.partition("-")[0], "")


def _render(
    site: Site,
    tracker: Tracker,
    words: Words,
    templates: Templates,
    theme: Theme,
    bytecode_cache: BytecodeCache | None,
) -> Iterable[Checked[Artifact]]:
    environment = make_environment(templates.sources, words, bytecode_cache)
    for page in build_pages(site, tracker, words):
        chrome = make_chrome(page, site, tracker, words, stylesheet=theme.stylesheet, scripts=theme.scripts)
        rendered = render_page(environment, page.view, chrome)
        yield Checked(Artifact(page.path, rendered.value), rendered.diagnostics)
