"""What flow alone needs."""
