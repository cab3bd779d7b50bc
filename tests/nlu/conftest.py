from __future__ import annotations

from hypothesis import settings

# The first example loads the lexicons: how long an example takes says nothing.
settings.register_profile("words", deadline=None)
settings.load_profile("words")
