"""Commands of `luoshi manage`."""
