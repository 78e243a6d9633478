"""Supervision: sheets of the ladder, inspections with objections and proposals, and meetings."""
