"""Work for as many processes as there are processors."""

import multiprocessing
import os
from concurrent.futures import ProcessPoolExecutor


def side_by_side(work, items) -> list:
    """[work(item) for each of `items`], each in one of some processes, which begin anew and not as forks."""
    with ProcessPoolExecutor(os.cpu_count(), multiprocessing.get_context("spawn")) as pool:
        return list(pool.map(work, items))
