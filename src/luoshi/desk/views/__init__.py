"""Views, one subject a file; they call services and queries and decide nothing."""
