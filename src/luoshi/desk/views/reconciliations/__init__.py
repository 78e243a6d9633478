"""Pages of reconciliation: the list, one with its rows, its files, and levels side by side."""
