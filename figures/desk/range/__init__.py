"""What range alone needs."""
