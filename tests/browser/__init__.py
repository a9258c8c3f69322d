"""Real browsers on a real server, by mouse and keyboard: `server`, `people`, then the tests."""
