"""Pages of responsibility tables: the list, the grid, forms that come back, publishing and editions."""
