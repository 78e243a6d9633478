"""Signed-in work in the browser."""
