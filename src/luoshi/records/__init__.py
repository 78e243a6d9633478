"""What is kept: models, constraints, migrations and the append-only events."""
