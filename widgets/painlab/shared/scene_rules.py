"""What may stand on a part of a scene; what each rule means is said in `views/scene_parts.js`."""

VALUE_RULES = ("opacity", "move-x", "move-y", "turn", "size", "wide", "tall")
RULES = (*VALUE_RULES, "sway", "swing", "leaving", "arriving", "flash", "beat", "front", "text")
