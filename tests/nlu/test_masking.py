from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from nlu.masking import MASK, mask_secrets
from nlu.text import clean, strip_diacritics

# Test numbers of the card networks; all pass the check of ISO/IEC 7812 (Luhn).
CARDS = ["4111111111111111", "5555555555554444", "378282246310005", "9704180000000018", "6011000990139424"]

CODES = [
    "mã otp là {}", "OTP: {}", "otp của em là {} ạ", "otp {}", "otp={}", "mã OTP ({})", 'mã otp: "{}"', "otp {} đó",
    "smart otp {}", "mã xác nhận {}", "mã xác thực của con là: {}", "nó hỏi otp em đọc {} rồi", "em đọc otp cho nó {}",
    "OTP code: {}", "mã otp là {} nó trừ 5 triệu", "otp {}, mất 5 triệu rồi", "otp {} hết hạn sau 2 phút",
    "mã otp em nhận được là {}", "{} là mã otp của em", "mã otp vietcombank gửi là {}", "mã otp nó bắt đọc là {}",
    "otp lần 2 là {}", "em đọc mã otp cho nó rồi là {}", "Ma OTP cua quy khach la {}. Khong cung cap cho bat ky ai",
    "Your OTP is {}", "mật mã là {}",
]  # fmt: skip
PINS = ["pin {}", "mã pin là {}", "mã pin mới {}", "mã pin thẻ là {}", "mã pin của thẻ em là {}", "mã pin atm {}"]
CVVS = ["cvv {}", "CVC: {}", "cvv2 {}", "số cvv: {}", "cvv thẻ là {}", "mã bảo mật là {}", "mã bảo mật sau thẻ là {}"]
PASSWORDS = [
    "mật khẩu là {}", "mật khẩu: {}", "mật khẩu là: {}", "mk: {}", "mk em là {}", "password={}", "pass là {}",
    "mật khẩu ngân hàng là {}", "mật khẩu app ngân hàng của em là {}", "mật khẩu đăng nhập là {} nha",
    "mk {}", "mật khẩu {}", "mật khẩu vietcombank là {}", "mật khẩu momo là {}", "tên đăng nhập hoa95 mật khẩu {}",
]  # fmt: skip

KEPT = [
    # what is asked about secrets
    "OTP là gì", "otp la gi", "mã pin là gì vậy", "cvv là số nào", "quên mật khẩu", "quen mat khau roi", "quên mk app",
    "mật khẩu là gì", "mật khẩu là sao", "đổi mật khẩu ở đâu", "mật khẩu phải có 8 ký tự", "mật khẩu: quên rồi",
    "đặt mật khẩu là ngày sinh có sao không", "otp có 6 số", "nhập sai otp 3 lần", "otp 100 lần không tới",
    "otp 120 giây hết hạn", "mã otp 2 phút chưa về", "nó đòi otp mà em không cho", "otp ngày 21/11/2026 không về",
    "otp lúc 10h30", "pin còn 100% mà",
    # amounts
    "em bị lừa 15tr", "lộ otp mất 2.000.000 đ", "lộ otp mất 2.000.000đ", "otp 500000 đồng", "otp 500k", "otp mất 2 000 000 đ",
    "chuyển 25.000.000.000.000 đ", "đọc mã xác nhận xong mất 300.000",
    # phones and hotlines
    "gọi 0912345678", "gọi số 0912 345 678", "otp gửi về số 0912345678", "otp gửi về số 0912 345 678",
    "otp gửi về 0912.345.678", "otp gọi 1900 54 54 13", "tổng đài 19001909", "+84 912 345 678",
    # accounts, customer codes, papers, dates
    "stk 19036512345678", "stk 0071000123456 tên Nguyễn Văn A", "số tài khoản 21510001234567", "chuyển vào 102003004005",
    "mã khách hàng PE01000123456", "mã kh PC05HH0123456", "căn cước 051099001234", "mã giao dịch 123456",
    "ngày 21/11/2026", "từ 1/7/2025 tới 31-12-2026", "2026-11-21 10:30:00",
]  # fmt: skip


def both_spellings(patterns: list[str]) -> list[str]:
    return list(dict.fromkeys([*patterns, *(strip_diacritics(pattern).lower() for pattern in patterns)]))


def is_card_number(digits: str) -> bool:
    doubled = [int(d) * (1 + at % 2) for at, d in enumerate(reversed(digits))]
    return sum(n // 10 + n % 10 for n in doubled) % 10 == 0


@pytest.mark.parametrize("pattern", both_spellings(CODES))
def test_a_one_time_code_is_masked(pattern: str) -> None:
    for code in ("482913", "4829", "482 913", "48-29-13", "4 8 2 9 1 3", "00482913"):
        masked = mask_secrets(pattern.format(code))
        assert masked.text == pattern.format(MASK)
        assert masked.kinds == ("code",)


@pytest.mark.parametrize("pattern", both_spellings(PINS))
def test_a_pin_is_masked(pattern: str) -> None:
    for pin in ("1234", "998877"):
        masked = mask_secrets(pattern.format(pin))
        assert masked.text == pattern.format(MASK)
        assert masked.kinds == ("code",)


@pytest.mark.parametrize("pattern", both_spellings(CVVS))
def test_a_card_security_code_is_masked(pattern: str) -> None:
    masked = mask_secrets(pattern.format("321"))
    assert masked.text == pattern.format(MASK)
    assert masked.kinds == ("code",)


@pytest.mark.parametrize("pattern", both_spellings(PASSWORDS))
def test_a_password_is_masked(pattern: str) -> None:
    for password in ("Hoa@1995", "hoahong99", "12345678"):
        masked = mask_secrets(pattern.format(password))
        assert masked.text == pattern.format(MASK)
        assert masked.kinds == ("password",)


@pytest.mark.parametrize("card", CARDS)
@pytest.mark.parametrize("separator", ["", " ", "-", "."])
def test_a_card_number_is_masked_however_it_is_parted(card: str, separator: str) -> None:
    parted = separator.join(re.findall(".{1,4}", card))
    for pattern in ("{}", "thẻ em {} hết hạn 12/27", "so the:{}.", "visa {}, cvv chưa đọc"):
        masked = mask_secrets(pattern.format(parted))
        assert masked.text == pattern.format(MASK)
        assert masked.kinds == ("card",)


@pytest.mark.parametrize("card", CARDS)
def test_a_number_that_fails_the_check_digit_is_no_card(card: str) -> None:
    wrong = card[:-1] + str((int(card[-1]) + 1) % 10)
    assert mask_secrets(f"số {wrong}").kinds == ()


@pytest.mark.parametrize(
    "pattern", ["chuyển nhầm vào stk {}", "số tài khoản của nó là {}", "stk: {}", "tk ngân hàng {}"]
)
def test_an_account_number_is_kept_even_if_its_check_digit_fits(pattern: str) -> None:
    # One account number in ten passes the check of card numbers, and a fraud report needs it.
    assert is_card_number("21510001234569")
    text = pattern.format("21510001234569")
    assert mask_secrets(text).text == text


@pytest.mark.parametrize("text", KEPT)
def test_what_is_no_secret_is_kept(text: str) -> None:
    for typed in (text, strip_diacritics(text), text.upper()):
        masked = mask_secrets(typed)
        assert masked.text == typed
        assert masked.kinds == ()


@pytest.mark.parametrize("pattern", ["mã pin {}", "otp {}", "pin thẻ {}", "cvv thẻ {}"])
@pytest.mark.parametrize("card", ["4111 1111 1111 1111", "4111111111111111", "4111-1111-1111-1111"])
def test_a_card_number_after_a_code_word_is_masked_whole(pattern: str, card: str) -> None:
    assert re.search(r"\d", mask_secrets(pattern.format(card)).text) is None


def test_all_secrets_of_a_message_are_masked() -> None:
    masked = mask_secrets("thẻ 4111 1111 1111 1111, cvv 321, pin 1234, mk: hoahong99, otp là 482913")
    assert masked.text == f"thẻ {MASK}, cvv {MASK}, pin {MASK}, mk: {MASK}, otp là {MASK}"
    assert masked.kinds == ("card", "code", "password")


def test_two_codes_in_a_row_are_both_masked() -> None:
    assert re.search(r"\d{4}", mask_secrets("otp là 482913 và otp nữa là 559911").text) is None


def test_a_code_on_the_next_line_is_masked() -> None:
    assert mask_secrets("mã otp:\n482913").text == f"mã otp:\n{MASK}"


def test_how_the_text_is_encoded_does_not_help_a_secret_through() -> None:
    for text in ("mã xác nhận là 482913", "mật khẩu là hoahong99"):
        for form in ("NFC", "NFD"):
            masked = mask_secrets(clean(unicodedata.normalize(form, text)))
            assert MASK in masked.text
    assert "482913" not in mask_secrets(clean("ot\u200bp 482\u200b913")).text
    assert mask_secrets("otp ４８２９１３").kinds == ("code",)


ANY = st.text(st.characters(exclude_categories=()))
AROUND = st.text(st.characters(codec="utf-8", exclude_categories=("N",)), max_size=30)
PIECES = st.lists(
    st.sampled_from(["otp", "mã", "pin", "là", "la", "mật khẩu", "mk", ":", "=", " ", " ", "-", ".", "(", "đ", "tr", "k", "cvv",
                     "4111 1111 1111 1111", "4111", "482913", "2", MASK, "stk", "của em", "abcd1234", "\n", "%"]),
    max_size=14,
).map("".join)  # fmt: skip


@given(ANY | PIECES)
def test_masking_twice_is_masking_once(text: str) -> None:
    once = mask_secrets(text)
    assert mask_secrets(once.text) == type(once)(once.text, ())
    assert bool(once.kinds) == (once.text != text)


@given(AROUND, st.from_regex(r"[0-9]{4,8}", fullmatch=True), st.sampled_from(CODES[:10] + PINS[:3]), AROUND)
def test_a_code_is_never_left_in_the_text(before: str, code: str, pattern: str, after: str) -> None:
    # A unit right behind a number makes it an amount ("otp 500k").
    assume(re.match(r"\W*(k|tr|ng|t[yỷ]|[dđ]|v|%|ph|l|s|gi)", strip_diacritics(after).lower()) is None)
    masked = mask_secrets(f"{before} {pattern.format(code)} {after}")
    assert code not in masked.text
    assert "code" in masked.kinds


@given(AROUND, st.from_regex(r"[A-Za-z0-9@#!$]{3,20}[0-9]", fullmatch=True), st.sampled_from(PASSWORDS[:8]), AROUND)
def test_a_password_is_never_left_in_the_text(before: str, password: str, pattern: str, after: str) -> None:
    rest = f"{before} {pattern.format('')} {after}"
    assume(password not in rest)
    masked = mask_secrets(f"{before} {pattern.format(password)} {after}")
    assert password not in masked.text
    assert "password" in masked.kinds


@given(AROUND, st.integers(min_value=10**14, max_value=10**15 - 1), st.sampled_from(["", " ", "-"]), AROUND)
def test_a_card_number_is_never_left_in_the_text(before: str, account: int, separator: str, after: str) -> None:
    stem = f"4{account}"[:15]
    card = next(f"{stem}{digit}" for digit in range(10) if is_card_number(f"{stem}{digit}"))
    typed = separator.join(re.findall(".{4}", card))
    masked = mask_secrets(f"{before} {typed} {after}")
    assert typed not in masked.text
    assert "card" in masked.kinds
