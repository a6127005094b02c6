"""Print the reading level of every page of the book (Flesch–Kincaid grade); sections marked ● apart."""

from pathlib import Path

from coursebook import prose

ROOT = Path(__file__).resolve().parent.parent


def main():
    """Print the table, a row for each page."""
    print(f"{'page':55} {'words':>6} {'grade':>6} {'●':>6}")
    for name, words, whole, marked in prose.table(ROOT):
        print(f"{name:55} {words:6,} {whole:6.1f} {'' if marked is None else f'{marked:6.1f}'}".rstrip())


if __name__ == "__main__":
    main()
