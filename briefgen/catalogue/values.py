"""Rules on single values: dates, zones, addresses, numbers."""

from briefgen.catalogue.rule import error

VALUES = (
    error(
        "invalid-date",
        "A date is not one",
        "Dates are written in EDTF (ISO 8601-2), from the year to the day: `2025`, `2025-06`, `2025-06-09`, "
        "approximate `2025-06~`, uncertain `2025-06?`, a season `2025-21`, a span `2025-06-09/2025-06-15`, with a time "
        "`2025-06-09T10:00`. A day that the calendar does not have is refused.",
        """
date: June 9, 2025     # wrong
date: 2025-06-31       # wrong: June has 30 days
date: 2025-06-09       # right
""",
        "Write the date as the message suggests; leave out what is not known (`2025-06` for some day in June).",
    ),
    error(
        "published-interval",
        "An article's date is an interval",
        "Reports are put in order by the dates of their articles, so an article has one date. It may be vague.",
        """
published: 2025-05-26/2025-05-27     # wrong
published: 2025-05-26                # right
""",
        "Give the day on which it appeared, or the month if that is all that is known.",
    ),
    error(
        "previous-after-as-of",
        "The previous issue is later than this one",
        "`previous` is the day of the issue before, from which on everything is new; `as_of` is the day of this one.",
        """
as_of: 2025-06-02
previous: 2025-06-19     # wrong
previous: 2025-05-19     # right
""",
        "Correct one of the two.",
    ),
    error(
        "impossible-time",
        "A local time does not exist, or stands twice",
        "When clocks are put forward an hour is left out, and when they are put back one comes twice. A time in such "
        "an hour does not say which moment is meant.",
        """
date: 2025-10-26T02:30           # wrong in Europe/Oslo: which of the two?
date: 2025-10-26T02:30+02:00     # right
""",
        "Write one of the two readings that the message gives.",
    ),
    error(
        "invalid-timezone",
        "A time zone is not known",
        "A zone is a name of the IANA database, `UTC`, `UTC+9`, `UTC-3:30` or `AoE`. Abbreviations such as `CST` mean "
        "several zones, and do not know of summer time.",
        """
timezone: KST            # wrong
timezone: Asia/Seoul     # right
""",
        "Write one of the candidates that the message names.",
    ),
    error(
        "invalid-duration",
        "A duration is not one",
        "Durations are written in ISO 8601, in weeks, days, hours or minutes. Months and years have no fixed length.",
        """
alarms: [P1M]     # wrong
alarms: [P7D]     # right: seven days
""",
        "Write `P7D`, `P1D`, `PT2H` …",
    ),
    error(
        "invalid-url",
        "A web address is not one",
        "Addresses begin with `http://` or `https://` and name a host. Others, such as `javascript:`, are refused.",
        """
url: www.example.org/round-one             # wrong
url: https://www.example.org/round-one     # right
""",
        "Write the whole address; copy it from the browser.",
    ),
    error(
        "invalid-language",
        "A language is not given as a tag",
        "Languages are given as tags of BCP 47: `en`, `ko`, `pt-BR`.",
        """
language: English     # wrong
language: en          # right
""",
        "Write the tag.",
    ),
    error(
        "invalid-number",
        "A number is not one",
        "The key takes a whole number in a certain range, in digits.",
        """
soon_days: two weeks     # wrong
soon_days: 14            # right
""",
        "Write digits, within the range that the message gives.",
    ),
    error(
        "invalid-target",
        "A target of publishing is not one",
        "A target has exactly one of `git`, `s3`, `rsync` and `folder`. Its addresses hold no passwords: content is "
        "read by many, and keys belong into the environment, into ssh or into git's own store.",
        """
publish:
  pages:
    git: {remote: https://me:secret@example.org/site.git}     # wrong
    git: {remote: https://example.org/site.git}               # right
""",
        "Correct the value as the message says.",
    ),
    error(
        "invalid-hash",
        "A SHA-256 is not one",
        "The digest of a text is 64 hexadecimal digits, in small letters.",
        """
sha256: abc     # wrong
""",
        "Leave the key out, or copy the whole digest.",
    ),
)
