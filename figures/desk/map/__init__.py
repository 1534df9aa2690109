"""What map alone needs."""
