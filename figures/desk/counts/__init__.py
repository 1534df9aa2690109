"""What counts alone needs."""
