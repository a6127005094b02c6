"""Mean and variance of numbers, once for both languages."""


def mean_of(x):
    """The mean of numbers, of which there is at least one."""
    total = 0.0
    for value in x:
        total += value
    return total / len(x)


def cross_sum(x, y):
    """Sum of (x - mean of x)(y - mean of y); with y = x, of the squares."""
    x_mean = mean_of(x)
    y_mean = mean_of(y)
    total = 0.0
    for i in range(len(x)):
        total += (x[i] - x_mean) * (y[i] - y_mean)
    return total


def variance_of(x):
    """The variance of a sample."""
    return cross_sum(x, x) / (len(x) - 1)
