"""What table alone needs."""
