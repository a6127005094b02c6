"""A read-out against a control: what such a view may say."""

SAYS = {"sweep", "from", "to", "points", "log", "read", "label", "role", "range", "values"}
