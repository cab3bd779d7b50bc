"""The way of a message: inbox, lane, turn, one commit, outbox."""
