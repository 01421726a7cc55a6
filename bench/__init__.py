"""Speed, memory and weight of the product, measured in one run and held against limits: `make bench`."""
