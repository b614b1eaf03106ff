"""What only vacancies need: the reader of their sentences."""
