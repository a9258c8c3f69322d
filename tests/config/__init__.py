"""How the project is put together: settings, roles, headers, documents."""
