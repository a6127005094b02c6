"""Quizzes, the concept inventory, and files of answers to it."""
