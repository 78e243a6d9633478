"""Every write: a keyword-only function named for the act, one transaction, one event."""
