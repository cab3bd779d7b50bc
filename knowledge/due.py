"""`cashless knowledge due`: which articles have to be read again, and the letters that ask their owners to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from knowledge.article import Article, day_month_year
from knowledge.directory.entries import Directory
from knowledge.placeholders import ADDRESS, fill


@dataclass(frozen=True, slots=True)
class Due:
    """An article whose facts have to be read again.

    Attributes:
        article: which.
        by: until when: its review day, or the last day on which it may be given.
        expired: whether the assistant does not give it any more.
    """

    article: Article
    by: date
    expired: bool

    def __str__(self) -> str:
        state = "not given any more since" if self.expired else "due"
        return f"{self.article.id}: {state} {self.by.isoformat()} ({self.article.owner})"


def due_articles(articles: Iterable[Article], today: date, within: int) -> list[Due]:
    """Return what is due today or in `within` days, the earliest first.

    An article is due by `review_by`, and by `valid_until` if that comes first; past `valid_until` it is not given.
    """
    last = today + timedelta(days=within)
    due = []
    for article in articles:
        by = min(article.review_by, article.valid_until or date.max)
        if by <= last:
            due.append(Due(article, by, expired=article.valid_until is not None and article.valid_until < today))
    return sorted(due, key=lambda d: (d.by, d.article.id))


def review_requests(due: Sequence[Due], directory: Directory, *, operator: str) -> Iterator[str]:
    """Yield one letter an owner, in Vietnamese, that asks to read the owner's due articles again.

    Args:
        due: the articles.
        directory: whom `{call:…}` in an article names.
        operator: the body that runs the assistant, which signs.
    """
    by_owner: dict[str, list[Due]] = defaultdict(list)
    for entry in due:
        by_owner[entry.article.owner].append(entry)
    for owner in sorted(by_owner):
        rows = (_row(number, entry, directory) for number, entry in enumerate(by_owner[owner], start=1))
        yield _letter(owner, "\n".join(rows), operator)


def _letter(owner: str, rows: str, operator: str) -> str:
    return (
        f"Kính gửi: {owner}\n\n"
        "Đề nghị đơn vị xem lại các bài trả lời người dân dưới đây: còn đúng không, cần sửa gì, và có đồng ý duyệt "
        "không.\n\n"
        f"{rows}\n\n"
        "Xin trả lời theo từng mã bài: đúng, hoặc câu cần sửa kèm văn bản làm căn cứ; họ tên, chức vụ người duyệt.\n"
        f"Trân trọng,\n{operator}\n"
    )


def _row(number: int, due: Due, directory: Directory) -> str:
    article = due.article
    when = "đã ngừng trả lời từ" if due.expired else "cần xem lại trước"
    answer = fill(article.answer, address=ADDRESS, call=lambda key: directory.call(key, None))
    sources = "; ".join(dict.fromkeys(source.title for source in article.sources))
    return (
        f"{number}. {article.title} (mã {article.id}, bản {article.version}), {when} {day_month_year(due.by)}\n"
        f"   Trả lời hiện nay: {answer}\n"
        f"   Nguồn: {sources}; đối chiếu {day_month_year(article.sources_checked_on)}"
    )
