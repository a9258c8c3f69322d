"""The attempts, by the way in: each module declares its own, `config.gate.catalogue` knows all."""
