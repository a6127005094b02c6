"""Writers: a model as LaTeX, Python and JavaScript, each from the same syntax trees."""
