"""Continuous publishing: what `briefgen init --ci` writes.

Texts are `string.Template`s whose only field is `$version`; everything that shells and CI expand is doubled (`$$`).
"""

from collections.abc import Mapping
from string import Template

GITHUB = """\
# Checks pull requests, and publishes the main branch: when it changes, and every day for the day's states.
# Made by briefgen $version; it is yours to change.
name: briefing

on:
  push:
    branches: [main]
  pull_request:
  schedule:
    - cron: "17 0 * * *"       # UTC; a little after midnight where the briefing's days begin
  workflow_dispatch:

permissions:
  contents: read

env:
  # What pip installs: a version, or the address of a wheel.
  BRIEFGEN: briefgen==$version

jobs:
  check:
    if: github.event_name == 'pull_request'
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
        with: {persist-credentials: false}
      - uses: actions/setup-python@v5
        with: {python-version: "3.12"}
      - run: pip install "$$BRIEFGEN"
      - run: briefgen check --format github      # faults appear on the changed lines

  publish:
    if: github.event_name != 'pull_request' && github.ref == 'refs/heads/main'
    runs-on: ubuntu-latest
    permissions:
      contents: write          # for a `git` target in this repository; else `read` is enough
    concurrency:
      group: publish
      cancel-in-progress: false
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-python@v5
        with: {python-version: "3.12"}
      - uses: actions/cache@v4
        with:
          path: |
            ~/.cache/briefgen
            ~/.cache/pip
            .briefgen-cache
          key: briefgen-$${{ github.run_id }}
          restore-keys: briefgen-
      - run: pip install "$$BRIEFGEN"
      - run: echo "SOURCE_DATE_EPOCH=$$(date +%s)" >> "$$GITHUB_ENV"      # one moment for building and publishing
      - run: briefgen build --format github
      - run: briefgen publish
"""

GITLAB = """\
# Checks merge requests, and publishes the default branch with GitLab Pages: when it changes, and by a schedule
# (Build > Pipeline schedules, once a day for the day's states).
# Made by briefgen $version; it is yours to change.
image: python:3.12

variables:
  # What pip installs: a version, or the address of a wheel.
  BRIEFGEN: briefgen==$version
  XDG_CACHE_HOME: $$CI_PROJECT_DIR/.cache
  PIP_CACHE_DIR: $$CI_PROJECT_DIR/.cache/pip

cache:
  key: briefgen
  paths: [.cache/, .briefgen-cache/]

before_script:
  - pip install "$$BRIEFGEN"

check:
  rules:
    - if: $$CI_PIPELINE_SOURCE == "merge_request_event"
  script:
    - briefgen check --format gitlab 2> faults.json || { cat faults.json; exit 1; }
  artifacts:
    when: always
    reports:
      codequality: faults.json      # faults appear on the changed lines

pages:
  rules:
    - if: $$CI_COMMIT_BRANCH == $$CI_DEFAULT_BRANCH
  script:
    - briefgen build --output public
  artifacts:
    paths: [public]
"""

_FILES: Mapping[str, tuple[str, str]] = {
    "github": (".github/workflows/briefing.yml", GITHUB),
    "gitlab": (".gitlab-ci.yml", GITLAB),
}
HOSTS = tuple(_FILES)
"""What `plan_workflow` knows."""


def plan_workflow(host: str, version: str) -> Mapping[str, str]:
    """The files, by path in the project, that let a host check and publish the briefing."""
    path, text = _FILES[host]
    return {path: Template(text).substitute(version=version)}
