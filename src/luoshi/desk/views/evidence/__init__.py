"""Views of evidence."""
