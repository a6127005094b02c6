"""Views: each one way to draw a run."""
