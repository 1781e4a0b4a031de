"""What passes between the process that owns the store and one that brings files to it.

Messages are JSON and the bytes of a file: nothing that either end would run. Both ends
prove that they hold the key before anything else is said.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import socket
import struct
import tempfile
from multiprocessing.connection import Connection
from pathlib import Path

LONGEST_LETTER = 64 * 1024
LONGEST_REPLY = 512 * 1024**2
_LONGEST_PATH = 100
"""A socket's address may have 107 bytes on Linux, 103 elsewhere."""
_NONCE_BYTES, _PROOF_BYTES = 32, 32
_SILENCE = 20
"""Seconds without a byte after which the other end is given up."""


def address_of(store: Path) -> str:
    """Return where the door of a store is: beside it, where that path is not too long.

    Elsewhere anybody might listen; he could not prove that he holds the key.
    """
    beside = f"{store.resolve()}.door"
    if len(os.fsencode(beside)) <= _LONGEST_PATH:
        return beside
    name = hashlib.sha256(os.fsencode(beside)).hexdigest()[:24]
    return f"{tempfile.gettempdir()}/lishui-{name}.door"


def connection_of(end: socket.socket) -> Connection:
    """Return a connected socket as messages: whole ones, or OSError after a silence."""
    end.setblocking(True)
    patience = struct.pack("ll", _SILENCE, 0)
    for option in (socket.SO_RCVTIMEO, socket.SO_SNDTIMEO):
        end.setsockopt(socket.SOL_SOCKET, option, patience)
    return Connection(end.detach())


def is_known_caller(connection: Connection, word: bytes) -> bool:
    """Ask a caller for his proof and give ours; False where he has none.

    Raises OSError or EOFError when he is gone.
    """
    ours = os.urandom(_NONCE_BYTES)
    connection.send_bytes(ours)
    theirs = connection.recv_bytes(_NONCE_BYTES)
    proof = connection.recv_bytes(_PROOF_BYTES)
    if not hmac.compare_digest(proof, _proof(word, b"caller", ours, theirs)):
        connection.send_bytes(b"")
        return False
    connection.send_bytes(_proof(word, b"owner", ours, theirs))
    return True


def is_known_owner(connection: Connection, word: bytes) -> bool:
    """Give whoever listens our proof and look at his; False where he has none.

    Raises OSError or EOFError when he is gone.
    """
    theirs = connection.recv_bytes(_NONCE_BYTES)
    ours = os.urandom(_NONCE_BYTES)
    connection.send_bytes(ours)
    connection.send_bytes(_proof(word, b"caller", theirs, ours))
    proof = connection.recv_bytes(_PROOF_BYTES)
    return hmac.compare_digest(proof, _proof(word, b"owner", theirs, ours))


def _proof(word: bytes, whose: bytes, of_owner: bytes, of_caller: bytes) -> bytes:
    return hmac.digest(word, whose + of_owner + of_caller, "sha256")
