"""Sentences of a city that does not exist: what each rule finds "
"(⟦marked⟧), what it leaves alone."""
