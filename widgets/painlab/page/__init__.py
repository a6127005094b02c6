"""What every page and widget shares: numbers, elements, colors, and the front end as one text."""
