# shellcheck shell=sh
# Sourced by .ci/test after environment.sh: what some tests need beyond Python. Nothing here ends the run: a tool that
# cannot be had is said, and the tests that need it skip (or fail, where BRIEFGEN_REQUIRE_TOOLS=1).

note_missing() {
    if [ "${BRIEFGEN_REQUIRE_TOOLS:-}" = 1 ]; then outcome=fail; else outcome=skip; fi
    say "note: no $1; the tests that need it will $outcome. $2"
}

has_playwright() {
    .venv/bin/python -m playwright --version >/dev/null 2>&1
}

has_browser() {
    .venv/bin/python tests/tools/browser.py >/dev/null 2>&1
}

# On Ubuntu the packages called chromium only fetch a snap, which containers cannot run.
is_debian() {
    grep -q '^ID=debian' /etc/os-release 2>/dev/null
}

install_browser() {
    # Playwright brings its own Node.js, which needs a library that minimal systems lack.
    has_playwright || apt_install libatomic1 || true
    has_browser && return
    if is_debian; then
        apt_install chromium || true
    fi
    has_browser && return
    say "installing Chromium with playwright"
    if command -v apt-get >/dev/null 2>&1 && as_root true; then
        as_root .venv/bin/python -m playwright install-deps chromium >/dev/null || true
    fi
    .venv/bin/python -m playwright install chromium >/dev/null || true
    has_browser || note_missing Chromium "Install it, or set CHROMIUM to its path."
}

install_java() {
    java -version >/dev/null 2>&1 && return
    apt_install default-jre-headless || true
    java -version >/dev/null 2>&1 || note_missing Java "Install a Java runtime (17 or newer)."
}

has_npm_packages() {
    cmp -s tests/tools/package.json .tools/package.json &&
        [ -f .tools/node_modules/vnu-jar/build/dist/vnu.jar ] && [ -f .tools/node_modules/axe-core/axe.min.js ] &&
        [ -f .tools/node_modules/yaml-language-server/bin/yaml-language-server ] &&
        [ -f .tools/node_modules/lighthouse/cli/index.js ]
}

install_npm_packages() {
    has_npm_packages && return
    npm --version >/dev/null 2>&1 || apt_install nodejs npm || true
    if npm --version >/dev/null 2>&1; then
        say "installing the HTML and accessibility checkers and the YAML language server into .tools"
        mkdir -p .tools
        cp tests/tools/package.json .tools/package.json
        npm install --prefix .tools --silent --no-audit --no-fund --no-package-lock --ignore-scripts ||
            rm -f .tools/package.json # so that the next run tries again
    fi
    has_npm_packages || note_missing "vnu-jar, axe-core, lighthouse and yaml-language-server" "They come from npm; is npm there, and the network?"
}

has_pango() {
    .venv/bin/python -c 'import weasyprint' >/dev/null 2>&1
}

install_pango() {
    has_pango && return
    apt_install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 || true
    has_pango || note_missing Pango "Install it; the brief on paper is drawn with it."
}

has_spreadsheet() {
    command -v soffice >/dev/null 2>&1 || command -v libreoffice >/dev/null 2>&1
}

# Without its windows it brings fewer libraries along; older systems only have the whole program.
install_spreadsheet() {
    has_spreadsheet && return
    apt_install libreoffice-calc-nogui || apt_install libreoffice-calc || true
    has_spreadsheet || note_missing "LibreOffice Calc" "Install it; the tables are opened with it."
}

has_publish_tools() {
    PATH="$PATH:/usr/sbin:/usr/local/sbin"
    for tool in sshd rsync nginx; do command -v "$tool" >/dev/null 2>&1 || return 1; done
}

install_publish_tools() {
    has_publish_tools && return
    apt_install openssh-server rsync nginx-light || true
    has_publish_tools || note_missing "sshd, rsync or nginx" "Install them; publishing is tried against them."
}
