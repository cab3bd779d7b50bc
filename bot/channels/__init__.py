"""Channels: how a message comes in and a reply goes out, one module each."""
