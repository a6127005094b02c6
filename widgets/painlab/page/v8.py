"""JavaScript without a browser: V8, which sets the book's formulas and draws its stills."""

import atexit


def loaded(program):
    """V8 with a program in it; `call(function, *arguments)` takes and gives what JSON can carry."""
    from py_mini_racer import MiniRacer  # only while a book is built

    engine = MiniRacer()
    atexit.register(engine.close)  # what is still open when Python ends can keep it from ending
    engine.eval(program)
    return engine
