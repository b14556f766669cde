"""The makers of page views: one module per page kind or two, all over the same parts."""
