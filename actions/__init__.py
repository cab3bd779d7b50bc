"""Doing: the turn, the dialogue, delivery, privacy. The only room that knows the database."""
