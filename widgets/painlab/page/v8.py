"""JavaScript without a browser: V8, which sets the book's formulas and draws its stills."""

import atexit
import functools
import os
from concurrent.futures import ThreadPoolExecutor


def call(program, function, *arguments):
    """What a function of a JavaScript program gives; arguments and answer are what JSON can carry."""
    return loaded(program, os.getpid()).call(function, *arguments)


@functools.cache
def loaded(program, _process):
    """V8 with a program in it, for one process: what a fork takes along has no thread to run in."""
    from py_mini_racer import MiniRacer, init_mini_racer  # only while a book is built

    # where a processor has protection keys, only this thread and those that begin afterwards may use V8's memory
    init_mini_racer(ignore_duplicate_init=True)
    with ThreadPoolExecutor(1) as thread:  # it would take the event loop of this one, which may end before it
        engine = thread.submit(MiniRacer).result()
    atexit.register(engine.close)  # what is still open when Python ends can keep it from ending
    engine.eval(program)
    return engine
