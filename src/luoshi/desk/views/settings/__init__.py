"""Settings: programmes, units, posts, people, events, and lists of units and people as files."""
