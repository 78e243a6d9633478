"""Views of supervision: sheets, inspections, meetings, burden and bulletin."""
