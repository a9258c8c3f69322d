"""Steps of freezing: `problems`, `characters`, `assets`, `addresses`, `sanitise`, `reading`."""
