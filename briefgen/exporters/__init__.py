"""What a build yields for programs: tables, calendars, feeds. Each exporter is a function of values; see `table`."""
