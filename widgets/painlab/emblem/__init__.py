"""The emblem of the book, alive."""
