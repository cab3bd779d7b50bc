"""Words: Vietnamese text, masking, acts and the understanding engines. Knows no database and no network."""
