"""Labs, one file each."""
