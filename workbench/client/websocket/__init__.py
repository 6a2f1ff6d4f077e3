"""WebSocket (RFC 6455) on wsproto: a pure protocol, and two thin shells that do its I/O."""
