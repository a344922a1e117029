"""A port that is ours from the beginning: a taken one is refused before anything is promised."""

import socket


def bound(host: str, port: int) -> socket.socket:
    """A socket at that address; raises OSError."""
    family, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
    # with the protocol named, asyncio switches Nagle's delay off: 40 ms on every answer otherwise
    sock = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        sock.bind(address)
    except OSError:
        sock.close()
        raise
    return sock
