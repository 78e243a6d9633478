"""Pages of close-out: the queue, one request, what a unit asks for, looking back."""
