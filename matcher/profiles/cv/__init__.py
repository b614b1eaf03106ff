"""What a CV alone needs to be understood."""
