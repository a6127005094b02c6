"""The figures of the chapters, one file each."""
