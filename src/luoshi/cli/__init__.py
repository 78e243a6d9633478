"""The command line `luoshi`."""
