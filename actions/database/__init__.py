"""The database: base, session, migrations. Tables live beside the code that owns them."""
