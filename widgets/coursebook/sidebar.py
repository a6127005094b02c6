"""The contents beside every page: Sphinx's tree, which takes longer than a page, resolved once in each process."""

import functools
import posixpath
import re

from sphinx.environment.adapters.toctree import global_toctree_for_doc

LINK = re.compile(r'\b(href|src|action)="(?![a-z]+:|#|/)([^"#]+)')


def contents(builder, page: str, parents) -> str:
    """HTML of the tree as `page` shows it, in which the page, or the nearest listed one of its `parents`, is marked."""
    folder, name = posixpath.split(f"{page}.html")
    tree = moved(at_root(builder), "", folder)
    for link, own, kind in [(name, "#", "page"), *((p["link"], p["link"], "true") for p in reversed(parents))]:
        if f'href="{link}"' in tree:
            return tree.replace(f'href="{link}"', f'href="{own}" aria-current="{kind}"')
    return tree


@functools.lru_cache(1)
def at_root(builder) -> str:
    """HTML of the tree as a page at the site's root would show it."""
    root = builder.config.root_doc
    depth = {"maxdepth": 2, "titles_only": True, "collapse": False, "includehidden": True}
    tree = builder.render_partial(global_toctree_for_doc(builder.env, root, builder, **depth))["fragment"]
    return moved(re.sub(r' class="(reference internal|current)"', "", tree), posixpath.dirname(root), "")


def moved(html: str, folder: str, goal: str) -> str:
    """HTML with its relative links changed as if its page had moved from `folder` to `goal`, both from the root."""

    def change(link):
        place = posixpath.normpath(posixpath.join(folder, link[2]))
        return f'{link[1]}="{posixpath.relpath(place, goal or ".")}'

    return LINK.sub(change, html)
