"""Exercises count from 1 in every chapter, as they do where the notebook is open in JupyterLab."""


def count_by_page(app, env):
    """Replace the running numbers of sphinx-exercise; after the environment is stored, so that it keeps its own."""
    for numbers in env.toc_fignumbers.values():
        own = numbers.get("exercise", {})
        for number, label in enumerate(sorted(own, key=own.get), 1):
            own[label] = (number,)


def setup(app):
    """Count the exercises anew once all pages are read."""
    app.connect("env-check-consistency", count_by_page)
