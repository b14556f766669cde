"""The commands of `briefgen`, one module each, imported only when called."""
