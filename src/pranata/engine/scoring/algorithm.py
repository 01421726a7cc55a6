"""The name of the calculation. A change that can change any result gets a new name; the old one stays."""

ALGORITHM = "weighted_mean_v1"
ENGINE_VERSION = "1.0.0"
