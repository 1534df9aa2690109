"""What timeline alone needs."""
