"""Real browsers on a real server, with mouse and keyboard. Read `server`, `people`, then the tests."""
