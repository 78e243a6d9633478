"""Every read longer than a line: querysets and frozen rows, always within what the reader may see."""
