"""Faces: the terminal, the web, the worker; later Telegram and Zalo."""
