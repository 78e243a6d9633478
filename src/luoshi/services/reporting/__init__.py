"""Reports: what is asked for when, drafts, submitted reports, corrections and contributions."""
