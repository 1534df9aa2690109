"""What dots alone needs."""
