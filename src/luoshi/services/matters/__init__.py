"""Everything that is done to a matter: each act a function, each move one conditional UPDATE with its event."""
