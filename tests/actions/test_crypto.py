from __future__ import annotations

import base64
import hashlib
import hmac
import re
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.privacy.crypto import KEY_BYTES, Keyring, SealError

MASTER = bytes(range(KEY_BYTES))
KEYS = Keyring(MASTER)
ROW = UUID("01890000-0000-7000-8000-000000000001")


@given(st.binary(max_size=4096), st.uuids(), st.binary(min_size=KEY_BYTES, max_size=KEY_BYTES))
def test_what_was_sealed_can_be_opened(value: bytes, row: UUID, master: bytes) -> None:
    envelope = Keyring(master).seal("inbox", "payload", row, value)
    assert Keyring(master).open("inbox", "payload", row, envelope) == value


@given(st.binary(min_size=8, max_size=200))
def test_the_value_does_not_show_in_its_envelope(value: bytes) -> None:
    assert value not in KEYS.seal("inbox", "payload", ROW, value)


def test_the_same_value_never_looks_the_same_twice() -> None:
    assert len({KEYS.seal("inbox", "payload", ROW, b"113") for _ in range(50)}) == 50


@pytest.mark.parametrize(
    ("table", "column", "row"),
    [
        ("outbox", "payload", ROW),
        ("inbox", "state", ROW),
        ("inbox", "payload", uuid4()),
    ],
)
def test_a_value_opens_only_in_its_own_place(table: str, column: str, row: UUID) -> None:
    envelope = KEYS.seal("inbox", "payload", ROW, "chuyển nhầm".encode())
    with pytest.raises(SealError):
        KEYS.open(table, column, row, envelope)


def test_another_master_key_opens_nothing() -> None:
    envelope = KEYS.seal("inbox", "payload", ROW, b"x")
    with pytest.raises(SealError, match="another master key"):
        Keyring(bytes(KEY_BYTES)).open("inbox", "payload", ROW, envelope)


def test_another_master_key_opens_nothing_even_under_a_forged_key_id() -> None:
    other = Keyring(bytes(KEY_BYTES))
    mine, theirs = KEYS.seal("inbox", "payload", ROW, b"x"), other.seal("inbox", "payload", ROW, b"x")
    with pytest.raises(SealError):
        other.open("inbox", "payload", ROW, theirs[:5] + mine[5:])


def test_every_altered_bit_of_an_envelope_is_noticed() -> None:
    envelope = KEYS.seal("inbox", "payload", ROW, b"sealed")
    for at in range(len(envelope)):
        for bit in range(8):
            altered = bytearray(envelope)
            altered[at] ^= 1 << bit
            with pytest.raises(SealError):
                KEYS.open("inbox", "payload", ROW, bytes(altered))


def test_a_cut_envelope_is_refused_at_every_length() -> None:
    envelope = KEYS.seal("inbox", "payload", ROW, b"sealed")
    for length in range(len(envelope)):
        with pytest.raises(SealError):
            KEYS.open("inbox", "payload", ROW, envelope[:length])
    with pytest.raises(SealError):
        KEYS.open("inbox", "payload", ROW, envelope + b"\0")


@given(st.binary(max_size=200))
def test_bytes_from_anywhere_are_refused_in_one_way(envelope: bytes) -> None:
    with pytest.raises(SealError):
        KEYS.open("inbox", "payload", ROW, envelope)


def test_neither_repr_nor_an_error_shows_a_key() -> None:
    keys = Keyring(b"0123456789abcdef0123456789abcdef")
    shown = repr(keys) + str(keys)
    with pytest.raises(SealError) as refused:
        keys.open("inbox", "payload", ROW, KEYS.seal("inbox", "payload", ROW, b"x"))
    shown += str(refused.value)
    for secret in ("0123456789abcdef", base64.b64encode(keys.master).decode()[:8], keys.master.hex()[:8]):
        assert secret not in shown


@pytest.mark.parametrize("length", [0, 16, KEY_BYTES - 1, KEY_BYTES + 1])
def test_a_master_key_of_another_length_is_refused(length: int) -> None:
    with pytest.raises(ValueError, match=f"{length} bytes"):
        Keyring(bytes(length))


# -- keyed hashes --------------------------------------------------------------------------------------------


@given(st.text(max_size=40), st.text(max_size=200), st.binary(min_size=KEY_BYTES, max_size=KEY_BYTES))
def test_a_keyed_hash_is_the_same_whoever_makes_it_with_the_key(purpose: str, value: str, master: bytes) -> None:
    first, second = Keyring(master), Keyring(master)
    second.keyed_hash("another purpose before", value)
    assert first.keyed_hash(purpose, value) == second.keyed_hash(purpose, value) == first.keyed_hash(purpose, value)


@given(st.text(max_size=40), st.text(max_size=40), st.text(max_size=40), st.text(max_size=40))
def test_a_keyed_hash_belongs_to_one_purpose_and_one_value(one: str, other: str, value: str, another: str) -> None:
    same = (one, value) == (other, another)
    assert (KEYS.keyed_hash(one, value) == KEYS.keyed_hash(other, another)) is same


def test_purpose_and_value_do_not_run_into_each_other() -> None:
    assert KEYS.keyed_hash("theme", " log") != KEYS.keyed_hash("theme ", "log")
    assert KEYS.keyed_hash("", "theme log") != KEYS.keyed_hash("theme log", "")


def test_another_master_key_makes_another_hash() -> None:
    others = [Keyring(MASTER[:at] + bytes([MASTER[at] ^ 1]) + MASTER[at + 1 :]) for at in range(KEY_BYTES)]
    assert len({keys.keyed_hash("address", "5550123") for keys in (KEYS, *others)}) == 1 + KEY_BYTES


def test_a_keyed_hash_is_64_digits_and_no_plain_hash_of_the_value() -> None:
    made = KEYS.keyed_hash("address", "5550123")
    assert re.fullmatch(r"[0-9a-f]{64}", made)
    assert made != hashlib.sha256(b"5550123").hexdigest()
    assert made != hmac.new(MASTER, b"5550123", hashlib.sha256).hexdigest()


def test_hashing_leaves_sealing_as_it_was() -> None:
    keys = Keyring(MASTER)
    envelope = keys.seal("inbox", "payload", ROW, b"x")
    keys.keyed_hash("seal", "x")
    assert keys.open("inbox", "payload", ROW, envelope) == b"x"
    assert keys == KEYS
