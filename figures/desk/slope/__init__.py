"""What slope alone needs."""
