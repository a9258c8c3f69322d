"""What editors write: freezing, the workspace's shut doors, locks, imports, the demo."""
