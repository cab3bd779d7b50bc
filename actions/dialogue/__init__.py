"""What to say: the state of a conversation, the choice of an action, the wording."""
