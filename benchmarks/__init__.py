"""Measurements of speed, memory and quality, made on demand and never asserted by the clock."""
