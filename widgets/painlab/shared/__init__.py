"""What is pure."""
