"""What the product costs: CPU and SQL per operation, beside bare Django and bare DRF. `make bench`."""
