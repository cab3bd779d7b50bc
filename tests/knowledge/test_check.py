"""Each rule of docs/writing-articles.md, broken: `file:line: message`, with the right line, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.article import articles_folder
from knowledge.check import check_articles
from knowledge.directory.entries import Directory, directory_folder, read_directory

DRAFT = "{state: draft, name: null, agency: null, on: null}"
QUESTIONS = "".join(f"  - câu {word} của wallet-thu\n" for word in "hai ba bốn năm sáu bảy tám chín mười".split())
LONG = "dài " * 60

# rule: (what is changed, the line that is to be named, a word of the message)
Rule = tuple[list[tuple[str, str]], str, str]
RULES: dict[str, Rule] = {
    "the id is the file's name": ([("id: wallet-thu\n", "id: wallet-khac\n")], "id: wallet-khac", "id"),
    "the id is text": ([("id: wallet-thu\n", "id: 5\n")], "id: 5", "id"),
    "the theme is one of the assistant's": ([("theme: wallet\n", "theme: xe-om\n")], "theme: xe-om", "xe-om"),
    "the theme is the folder's name": ([("theme: wallet\n", "theme: water\n")], "theme: water", "folder"),
    "the title is short": ([("Bài thử wallet-thu", "B" * 61)], f"title: {'B' * 61}", "61"),
    "the title is not empty": ([("title: Bài thử wallet-thu", 'title: " "')], 'title: " "', "title"),
    "the audience is known": ([("[citizen]", "[farmer]")], "audience: [farmer]", "farmer"),
    "the audience is a list": ([("[citizen]", "citizen")], "audience: citizen", "audience"),
    "there is an audience": ([("[citizen]", "[]")], "audience: []", "audience"),
    "the province is one of ours": ([("provinces: []", "provinces: [ha-noi]")], "provinces: [ha-noi]", "ha-noi"),
    "there is an owner": ([("owner: Sở Thử nghiệm", "owner: null")], "owner: null", "owner"),
    "there are ten questions": ([("  - câu mười của wallet-thu\n", "")], "questions:", "questions"),
    "there are questions": ([("  - câu một của wallet-thu\n" + QUESTIONS, "")], "questions:", "questions"),
    "questions are texts": ([("câu một của wallet-thu", "{a: b}")], "questions:", "questions"),
    "no question comes twice": (
        [("- câu hai của wallet-thu", "- Câu MỘT của  wallet thu?")], "  - Câu MỘT của  wallet thu?", "twice",
    ),
    "no question comes twice, whatever line has its words too": (
        [("- câu một của wallet-thu", "- hôm qua mất thẻ rồi sao"), ("- câu hai của wallet-thu", "- Mất thẻ rồi sao?"),
         ("- câu ba của wallet-thu", "- mất thẻ rồi sao")],
        "  - mất thẻ rồi sao", "twice",
    ),
    "related articles are there": ([("related: []", "related: [wallet-none]")], "related: [wallet-none]", "wallet-none"),
    "an article is not related to itself": ([("related: []", "related: [wallet-thu]")], "related: [wallet-thu]", "related"),
    "at most four are related": (
        [("related: []", "related: [wallet-a, wallet-b, wallet-c, wallet-d, wallet-e]")],
        "related: [wallet-a, wallet-b, wallet-c, wallet-d, wallet-e]", "related",
    ),
    "a source has a short title": ([("Trang thử nghiệm", "T" * 81)], f"  - title: {'T' * 81}", "81"),
    "a source has an issuer": ([("    issuer: Sở Thử nghiệm\n", "")], "sources:", "issuer"),
    "a source has no other keys": ([("    number: null", "    page: 5\n    number: null")], "sources:", "page"),
    "a source date is a date": ([('"2025-12"', '"12/2025"')], "  - title: Trang thử nghiệm", "12/2025"),
    "a source url is a web address": (
        [("https://thu.example.vn/trang", "thu.example.vn")], "    url: thu.example.vn", "url",
    ),
    "sources are mappings": (
        [("  - title: Trang thử nghiệm\n    issuer: Sở Thử nghiệm\n    number: null\n    date: \"2025-12\"\n    section: null\n"
          "    url: https://thu.example.vn/trang\n", "  - Trang thử nghiệm\n")],
        "sources:", "source",
    ),
    "there is a source": (
        [("sources:\n  - title: Trang thử nghiệm\n    issuer: Sở Thử nghiệm\n    number: null\n    date: \"2025-12\"\n"
          "    section: null\n    url: https://thu.example.vn/trang\n", "sources: []\n")],
        "sources: []", "source",
    ),
    "it says when the sources were checked": (
        [("sources_checked_on: 2026-11-22", "sources_checked_on: null")], "sources_checked_on: null", "sources_checked_on",
    ),
    "a date is a date": (
        [("sources_checked_on: 2026-11-22", "sources_checked_on: 22/11/2026")],
        "sources_checked_on: 22/11/2026", "sources_checked_on",
    ),
    "a date is a day there is": (
        [("sources_checked_on: 2026-11-22", "sources_checked_on: 2026-02-30")], "sources_checked_on: 2026-02-30", "day",
    ),
    "valid_from is a date": ([("valid_from: null", "valid_from: mai")], "valid_from: mai", "valid_from"),
    "valid_until is a date": ([("valid_until: null", "valid_until: 2027")], "valid_until: 2027", "valid_until"),
    "valid_until does not come before valid_from": (
        [("valid_from: null", "valid_from: 2027-01-02"), ("valid_until: null", "valid_until: 2027-01-01")],
        "valid_until: 2027-01-01", "valid_until",
    ),
    "the review comes after the check": (
        [("review_by: 2027-05-22", "review_by: 2026-11-22")], "review_by: 2026-11-22", "review_by",
    ),
    "the approval has a known state": ([("state: draft", "state: ok")], f"approval: {DRAFT.replace('draft', 'ok')}", "ok"),
    "the approval is a mapping": ([(DRAFT, "draft")], "approval: draft", "approval"),
    "approved names who approved": (
        [("state: draft", "state: approved")], f"approval: {DRAFT.replace('draft', 'approved')}", "approved",
    ),
    "a draft names nobody": (
        [("draft, name: null", "draft, name: Bà Tư")],
        "approval: {state: draft, name: Bà Tư, agency: null, on: null}", "nobody",
    ),
    "no key is unknown": ([("owner:", "note: x\nowner:")], "note: x", "note"),
    "the answer is short": ([("Câu trả lời ngắn.", "T" * 501)], "T" * 501, "501"),
    "headings are those three": ([("## Lưu ý", "## Ghi chú")], "## Ghi chú", "Ghi chú"),
    "headings are of the second level": ([("## Lưu ý", "### Lưu ý")], "### Lưu ý", "Lưu ý"),
    "under a heading there are lists": ([("- Giữ biên lai.", "Giữ biên lai.")], "Giữ biên lai.", "list"),
    "a list has seven items": (
        [("- Giữ biên lai.", "\n".join(f"- Điều {n}." for n in "abcdefgh"))], "## Lưu ý", "8",
    ),
    "an item is short": ([("Giữ biên lai.", LONG.strip())], f"- {LONG.strip()}", "239"),
    "sections are in order": (
        [("## Các bước", "## Tạm"), ("## Lưu ý", "## Các bước"), ("## Tạm", "## Lưu ý")], "## Các bước", "order",
    ),
    "no bold": ([("Giữ biên lai.", "Giữ **biên lai**.")], "- Giữ **biên lai**.", "plain"),
    "no code": ([("Câu trả lời ngắn.", "Bấm `gửi`.")], "Bấm `gửi`.", "plain"),
    "no Markdown link": ([("Giữ biên lai.", "Xem [trang](x.vn).")], "- Xem [trang](x.vn).", "plain"),
    "no web link": (
        [("Câu trả lời ngắn.", "Xem https://cskh.cpc.vn nhé.")], "Xem https://cskh.cpc.vn nhé.", "link",
    ),
    "no table": ([("Câu trả lời ngắn.", "| a | b |")], "| a | b |", "plain"),
    "no HTML": ([("Câu trả lời ngắn.", "Xem <b>kỹ</b>.")], "Xem <b>kỹ</b>.", "plain"),
    "no bold further down either": (
        [("Câu trả lời ngắn.", "Câu trả lời ngắn.\nRất **ngắn**.")], "Rất **ngắn**.", "plain",
    ),
    "the answer begins with the answer": (
        [("Câu trả lời ngắn.", "Để trả tiền thì mở ví.")], "Để trả tiền thì mở ví.", "begin",
    ),
    "the answer does not begin with the title": (
        [("Câu trả lời ngắn.", "Bài thử wallet-thu: mở ví.")], "Bài thử wallet-thu: mở ví.", "begin",
    ),
    "a placeholder is known": ([("Giữ biên lai.", "Gọi {operator}.")], "- Gọi {operator}.", "{operator}"),
    "a placeholder is not empty": ([("Câu trả lời ngắn.", "Gọi {call:}.")], "Gọi {call:}.", "{call:}"),
    "who is called is in the directory": (
        [("Câu trả lời ngắn.", "Gọi {call:evn-none}.")], "Gọi {call:evn-none}.", "{call:evn-none}",
    ),
    "who is called is in the directory, further down too": (
        [("Bước đầu.", "Gọi {call:Power}.")], "1. Gọi {call:Power}.", "{call:Power}",
    ),
    "a hotline stands in the directory": ([("Giữ biên lai.", "Gọi 19001909.")], "- Gọi 19001909.", "19001909"),
    "a hotline with blanks stands there too": (
        [("Câu trả lời ngắn.", "Gọi 1900 54 54 13 nhé.")], "Gọi 1900 54 54 13 nhé.", "1900 54 54 13",
    ),
    "a free hotline with dots stands there too": ([("Bước sau.", "Gọi 1800.588822.")], "2. Gọi 1800.588822.", "directory"),
    "a title has no hotline": (
        [("title: Bài thử wallet-thu", "title: Gọi 1900 9247")], "title: Gọi 1900 9247", "1900 9247",
    ),
    "wording that people never read": (
        [("Giữ biên lai.", "Mời Quý Khách giữ biên lai.")], "- Mời Quý Khách giữ biên lai.", "quý khách",
    ),
    "the person is addressed by the placeholder": (
        [("Câu trả lời ngắn.", "Mời anh/chị mở ví.")], "Mời anh/chị mở ví.", "{anh/chị}",
    ),
    "a title has no forbidden wording": (
        [("title: Bài thử wallet-thu", "title: Hỏi chatbot")], "title: Hỏi chatbot", "chatbot",
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def directory() -> Directory:
    return read_directory(directory_folder())


def line_of(path: Path, line: str) -> int:
    """The number of the last line that reads so."""
    lines = path.read_text(encoding="utf-8").split("\n")
    return len(lines) - lines[::-1].index(line)


@pytest.mark.parametrize("rule", RULES)
def test_a_broken_rule_is_named_with_its_line(shelf, rule: str, directory: Directory) -> None:
    changes, line, word = RULES[rule]
    path = shelf.put("wallet-thu", *changes, folder="wallet")
    for name in "abcde":
        shelf.put(f"wallet-{name}")
    _, problems = check_articles(shelf.folder, directory)
    assert len(problems) == 1, problems
    place, _, message = problems[0].partition(": ")
    assert place == f"{path}:{line_of(path, line)}"
    assert word in message


def test_a_shelf_without_a_broken_rule_has_no_problem(shelf, directory: Directory) -> None:
    shelf.put()
    shelf.put("wallet-hai", ("related: []", "related: [wallet-thu]"))
    articles, problems = check_articles(shelf.folder, directory)
    assert problems == []
    assert [article.id for article in articles] == ["wallet-hai", "wallet-thu"]


def test_placeholders_that_are_known_are_no_problem(shelf, directory: Directory) -> None:
    shelf.put("wallet-thu", ("Câu trả lời ngắn.", "{Anh/chị} gọi {call:power} hoặc {call:vietcombank}, {anh/chị} nhé."))
    assert check_articles(shelf.folder, directory)[1] == []


def own_figures(number: str) -> tuple[str, str]:
    return "valid_from: null", f'valid_from: null\nown_figures: ["{number}"]'


def test_a_number_that_people_are_warned_of_may_be_named(shelf, directory: Directory) -> None:
    shelf.put("wallet-thu", ("Giữ biên lai.", "Số 1900.292900 là giả."), own_figures("1900.292900"))
    assert check_articles(shelf.folder, directory)[1] == []


@pytest.mark.parametrize("number", ["113", "năm 1900", "1900", "0255 3822 222", "18.000 đ", "1.900.000 đ"])
def test_other_numbers_are_no_hotlines(shelf, directory: Directory, number: str) -> None:
    shelf.put("wallet-thu", ("Giữ biên lai.", f"Nhớ {number} nhé."), own_figures(number))
    assert check_articles(shelf.folder, directory)[1] == []


def test_an_id_is_lower_case_words(shelf, directory: Directory) -> None:
    path = shelf.put("Wallet_Thu")
    assert check_articles(shelf.folder, directory)[1] == [
        f"{path}:2: id 'Wallet_Thu' has to be the file's name, of a-z, 0-9 and -"
    ]


@pytest.mark.parametrize("key", ["owner", "review_by", "approval", "valid_from", "related"])
def test_a_missing_key_is_named(shelf, key: str, directory: Directory) -> None:
    path = shelf.put()
    text = path.read_text(encoding="utf-8")
    path.write_text("".join(line for line in text.splitlines(True) if not line.startswith(f"{key}:")), encoding="utf-8")
    _, problems = check_articles(shelf.folder, directory)
    assert problems == [f"{path}:2: {key} is missing"]


def test_broken_yaml_is_named_with_its_line(shelf, directory: Directory) -> None:
    path = shelf.put("wallet-thu", ("owner: Sở Thử nghiệm", "owner: Sở: Thử nghiệm"))
    [problem] = check_articles(shelf.folder, directory)[1]
    assert problem.startswith(f"{path}:{line_of(path, 'owner: Sở: Thử nghiệm')}: YAML: ")


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "front matter"),
        ("Chỉ có câu trả lời.\n".encode(), "front matter"),
        (b"---\nid: wallet-thu\n", "front matter"),
        (b"---\n- a\n---\nx\n", "mapping"),
        (b"\xff\xfe\n", "read"),
        (b"---\nid: a\x07b\n---\nx\n", ""),
    ],
)
def test_a_file_that_is_no_article_is_named(shelf, content: bytes, word: str, directory: Directory) -> None:
    path = shelf.put()
    shelf.put("wallet-hai")
    path.write_bytes(content)
    articles, problems = check_articles(shelf.folder, directory)
    assert [article.id for article in articles] == ["wallet-hai"]
    assert len(problems) == 1
    assert problems[0].startswith((f"{path}:1: ", f"{path}:2: "))
    assert word in problems[0]


def test_a_missing_answer_is_named(shelf, directory: Directory) -> None:
    path = shelf.put("wallet-thu", ("Câu trả lời ngắn.\n", ""))
    [problem] = check_articles(shelf.folder, directory)[1]
    assert problem.startswith((f"{path}:1: ", f"{path}:{line_of(path, '---')}: "))
    assert "answer" in problem


def test_a_section_comes_once(shelf, directory: Directory) -> None:
    path = shelf.put("wallet-thu", ("## Nếu gặp trục trặc", "## Lưu ý"))
    [problem] = check_articles(shelf.folder, directory)[1]
    assert problem.startswith(f"{path}:{line_of(path, '## Lưu ý')}: ")


def test_two_articles_do_not_share_a_question(shelf, directory: Directory) -> None:
    shelf.put("wallet-a")
    path = shelf.put("wallet-b", ("câu ba của wallet-b", "Câu BA của wallet-a?"))
    [problem] = check_articles(shelf.folder, directory)[1]
    assert problem.startswith(f"{path}:{line_of(path, '  - Câu BA của wallet-a?')}: ")
    assert str(shelf.folder / "wallet" / "wallet-a.md") in problem


def test_two_articles_do_not_share_a_title(shelf, directory: Directory) -> None:
    shelf.put("wallet-a")
    path = shelf.put("wallet-b", ("title: Bài thử wallet-b", "title: Bài thử wallet-a"))
    [problem] = check_articles(shelf.folder, directory)[1]
    assert problem.startswith(f"{path}:{line_of(path, 'title: Bài thử wallet-a')}: ")
    assert str(shelf.folder / "wallet" / "wallet-a.md") in problem


def test_two_articles_do_not_share_an_id(shelf, directory: Directory) -> None:
    words = [("title: Bài thử wallet-thu", "title: Bài khác")]
    words += [
        (f"- câu {n} của wallet-thu", f"- chuyện {n}") for n in "một hai ba bốn năm sáu bảy tám chín mười".split()
    ]
    first = shelf.put("wallet-thu", *words, theme="account_card")
    second = shelf.put("wallet-thu")
    [problem] = check_articles(shelf.folder, directory)[1]
    assert problem.startswith(f"{second}:{line_of(second, 'id: wallet-thu')}: ")
    assert str(first) in problem


def test_all_problems_are_told_at_once(shelf, directory: Directory) -> None:
    shelf.put("wallet-a", ("[citizen]", "[]"), ("Câu trả lời ngắn.", "T" * 501))
    shelf.put("wallet-b", ("[citizen]", "[]"))
    assert len(check_articles(shelf.folder, directory)[1]) == 3


def test_an_empty_folder_has_no_problem(tmp_path: Path, directory: Directory) -> None:
    assert check_articles(tmp_path, directory) == ([], [])


def test_the_shipped_articles_have_no_problem(directory: Directory) -> None:
    articles, problems = check_articles(articles_folder(), directory)
    assert problems == []
    assert len(articles) > 100
