"""Forms, one subject a file; they say what a person may type, the services what may be done."""
