"""Sealing: AES-256-GCM, each value bound to its table, column and row, so that no row can stand in for another.

Envelope, version 1: one byte version, four bytes key id, twelve bytes nonce, ciphertext with its tag.
"""

from __future__ import annotations

import hashlib
import hmac
import os
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES: Final = 32
_VERSION: Final = b"\x01"
_KEY_ID_BYTES: Final = 4
_NONCE_BYTES: Final = 12


class SealError(Exception):
    """A sealed value that cannot be opened: another key, another row, or altered bytes."""


@dataclass(frozen=True)
class Keyring:
    """Seals and opens values with keys derived from the master key (HKDF-SHA256, one per purpose)."""

    master: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if len(self.master) != KEY_BYTES:
            raise ValueError(f"the master key has {len(self.master)} bytes, not {KEY_BYTES}")
        object.__setattr__(self, "_aead", AESGCM(self._derive(b"seal")))
        object.__setattr__(self, "_key_id", hashlib.sha256(self._derive(b"key id")).digest()[:_KEY_ID_BYTES])

    _aead: AESGCM = field(init=False, repr=False, compare=False)
    _key_id: bytes = field(init=False, repr=False, compare=False)
    # Deriving a key takes longer than hashing with it.
    _hash_keys: dict[str, bytes] = field(default_factory=dict, init=False, repr=False, compare=False)

    def seal(self, table: str, column: str, row: UUID, value: bytes) -> bytes:
        """Return the value's envelope."""
        nonce = os.urandom(_NONCE_BYTES)
        header = _VERSION + self._key_id + nonce
        return header + self._aead.encrypt(nonce, value, _binding(table, column, row))

    def open(self, table: str, column: str, row: UUID, envelope: bytes) -> bytes:
        """Return the value in the envelope.

        Raises:
            SealError: the envelope was made with another key or for another place, or was altered.
        """
        start = len(_VERSION) + _KEY_ID_BYTES
        if envelope[:1] != _VERSION or len(envelope) < start + _NONCE_BYTES:
            raise SealError(f"{table}.{column} of {row}: no envelope of a known version")
        if envelope[1:start] != self._key_id:
            raise SealError(f"{table}.{column} of {row}: sealed with another master key")
        nonce, sealed = envelope[start : start + _NONCE_BYTES], envelope[start + _NONCE_BYTES :]
        try:
            return self._aead.decrypt(nonce, sealed, _binding(table, column, row))
        except InvalidTag as error:
            raise SealError(f"{table}.{column} of {row}: altered, or from another row") from error

    def keyed_hash(self, purpose: str, value: str) -> str:
        """Return an HMAC-SHA256 of the value in hexadecimal digits; each purpose has a key of its own.

        Equal values have equal hashes, which tell nothing without the master key.
        """
        if purpose not in self._hash_keys:
            self._hash_keys[purpose] = self._derive(b"hash " + purpose.encode())
        return hmac.new(self._hash_keys[purpose], value.encode(), hashlib.sha256).hexdigest()

    def _derive(self, purpose: bytes) -> bytes:
        return HKDF(SHA256(), KEY_BYTES, salt=None, info=b"cashless " + purpose).derive(self.master)


def _binding(table: str, column: str, row: UUID) -> bytes:
    return f"{table}|{column}|{row}".encode()
