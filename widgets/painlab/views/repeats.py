"""A design repeated: what such a view may say."""

SAYS = {"seed!", "count!", "read!", "label!", "zero!", "range!", "noun!", "who"}
