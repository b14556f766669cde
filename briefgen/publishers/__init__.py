"""Where a site can be published to, one module per kind of target."""
