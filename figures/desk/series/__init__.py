"""What series alone needs."""
