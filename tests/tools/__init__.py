"""What several tests share: projects on disk, the command, a browser, the HTML checker, the site checker."""
