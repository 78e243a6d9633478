"""Notices: the bell and the list, what a person chooses, and the channels in the settings."""
