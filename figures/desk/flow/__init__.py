"""What only `flow` needs."""
