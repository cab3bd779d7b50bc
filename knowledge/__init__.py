"""Facts: the sourced articles, how they are checked, and how one is found. Knows no database and no network."""
