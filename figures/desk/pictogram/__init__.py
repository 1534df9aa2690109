"""What pictogram alone needs."""
