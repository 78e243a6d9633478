"""Pages of reports: what is due, the form, the grid, the Excel form, corrections and contributions."""
