"""What people ask, where, and what went unanswered."""
