"""Settings, environment, addresses, system checks, and how the server is started."""
