"""Pages of matters: one matter with all that can be done to it, its charts, and matters that come from no table."""
