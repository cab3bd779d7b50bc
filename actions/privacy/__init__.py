"""Encryption and forgetting."""
