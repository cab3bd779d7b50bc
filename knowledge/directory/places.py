"""Where people say they are: the provinces, their communes and the districts and communes of before 1/7/2025.

`Places.mentions` finds names of places in a message. Many names are words or people's names too ("thành công", "bình
an", "dong tien" typed for "đóng tiền"), so a name counts only when something tells that a place is meant; which names
need how much is written in `communes.yml`.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date as day
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, Literal, TypeVar

import yaml
from pydantic import ConfigDict, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass as validated

from knowledge.article import PROVINCES
from knowledge.directory.entries import DirectoryError
from nlu.syllables import is_plain_syllable, is_syllable, place_tone, split_tone
from nlu.text import strip_diacritics

Kind = Literal["commune", "district", "province"]
Caution = Literal["none", "word", "prefix"]
_T = TypeVar("_T")

# A token is letters and digits with the combining marks that an NFD text has after them.
_TOKEN: Final = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f])*")
_LONGEST_TOKEN: Final = 24  # no syllable is longer, in NFD either
_NAME_GAPS: Final = frozenset(["", "-", "'", "’"])
_OLD_UNIT: Final = re.compile(r"(xã|phường|thị trấn|huyện) ([^()]+?)(?: \(([^()]+)\))?")
_PART: Final = "một phần"

# One spelling for names of the Central Highlands and for i/y, which people and offices write in more than one way.
_SPELLINGS: Final = {"đắk": "đăk", "đak": "đăk", "ngọk": "ngọc", "ngok": "ngoc", "lí": "lý", "mĩ": "mỹ", "sĩ": "sỹ"}

# What stands before a name and says of what kind it is. A word without accents may stand for it: "xa", "phuong".
_PREFIXES: Final[Mapping[tuple[str, ...], tuple[Kind, str]]] = {
    ("xã",): ("commune", "xã"),
    ("phường",): ("commune", "phường"),
    ("thị", "trấn"): ("commune", "thị trấn"),
    ("đặc", "khu"): ("commune", "đặc khu"),
    ("huyện",): ("district", "huyện"),
    ("thị", "xã"): ("district", "thị xã"),
    ("tx",): ("district", "thị xã"),
    ("thành", "phố"): ("district", "thành phố"),
    ("tp",): ("district", "thành phố"),
    ("tỉnh",): ("province", "tỉnh"),
}
# These are words of chat as well ("tt" = thanh toán, "h" = giờ): they count with their dot only.
_DOTTED: Final[Mapping[str, tuple[Kind, str]]] = {
    "x": ("commune", "xã"),
    "p": ("commune", "phường"),
    "tt": ("commune", "thị trấn"),
    "h": ("district", "huyện"),
    "t": ("province", "tỉnh"),
}
_PREFIXES_UNACCENTED: Final = {tuple(map(strip_diacritics, prefix)): prefix for prefix in _PREFIXES}
_LONGEST_PREFIX: Final = max(map(len, _PREFIXES))

_CONTEXT: Final = frozenset(
    "ở o tại tai ngoài ngoai trên tren dưới duoi trong bên ben về ve quê que nhà nha người nguoi dân dan chợ gần gan "
    "từ ra lên len xuống xuong gốc trọ tro".split()
)
_STRONG_CONTEXT: Final = frozenset("ở tại quê chợ".split())
_HOME: Final = frozenset("nhà nha quê que".split())
_OWNERS: Final = frozenset("em tôi toi tui mình minh con cháu chau mẹ me má bố bo".split())
# Before a name, these make it a person's, a street's or a firm's.
_NAMES_SOMETHING_ELSE: Final = frozenset(
    "ông ong bà anh chị chi cô co chú chu bác bac thầy thay tên ten đường duong phố ngõ trường truong quán quan "
    "tiệm tiem hãng hang hiệu hieu quỹ quy shop app cty "
    "nguyễn nguyen trần tran lê phạm pham hoàng hoang huỳnh huynh phan vũ võ đặng dang bùi bui đỗ ngô ngo dương đinh "
    "trương đoàn".split()
)
_NAMES_SOMETHING_ELSE_PAIRS: Final = frozenset(
    ("ngân hàng", "ngan hang", "công ty", "cong ty", "cửa hàng", "cua hang", "khách sạn", "nhà xe", "tên là", "ten la")
)
# The last word of a name goes on to a word of its own: "thuan thanh toan", "xuất hóa đơn", "bằng vân tay".
_GOES_ON: Final = frozenset(
    {
        f"{word} {follows}"
        for word, next_words in {
            "an": "toan ninh", "bang": "lai", "chu": "ky", "dien": "thoai luc", "duc": "tinh",
            "giang": "vien", "hanh": "chinh", "hoa": "don", "hop": "dong le", "ky": "ten thuat", "loi": "ich",
            "long": "tin dien", "minh": "bach", "nghia": "vu", "phong": "chong giao", "phu": "phi hop huynh",
            "phuc": "vu", "tam": "thoi", "thanh": "toan pho vien cong tien", "thuan": "tien", "tien": "dien nuoc",
            "tin": "dung nhan", "tra": "cuu lai gop", "trung": "tam binh quoc", "van": "tay phong", "yen": "tam",
        }.items()
        for follows in next_words.split()
    }
)  # fmt: skip
_FEW_WORDS: Final = 4

_STRICT: Final = ConfigDict(extra="forbid")


@dataclass(frozen=True, slots=True)
class Place:
    """A province, or a commune or district in one, of today or of before 1/7/2025.

    Attributes:
        name: without what it is: "Ba Tơ".
        kind: the level it is or was on.
        type: what it is or was: "xã", "phường", "đặc khu", "thị trấn", "huyện", "thị xã", "thành phố", "tỉnh".
        official: what it is called today, "xã Ba Tơ"; for an old one the communes of today that have its area, joined
            by ", ".
        province: the id of today's province.
        former: whether the name ended with 1/7/2025.
    """

    name: str
    kind: Kind
    type: str
    official: str
    province: str
    former: bool


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place that a text speaks of.

    Attributes:
        said: the words as typed, with "xã", "huyện" … before them.
        start: where they begin in the text.
        end: where they end.
        places: what they can mean, today's first; more than one when they do not tell.
    """

    said: str
    start: int
    end: int
    places: tuple[Place, ...]

    @property
    def place(self) -> Place | None:
        """The place that is meant, or None when it can be more than one."""
        return self.places[0] if len(self.places) == 1 else None

    @property
    def province(self) -> str | None:
        """The province that all the places share, or None."""
        provinces = {place.province for place in self.places}
        return next(iter(provinces)) if len(provinces) == 1 else None


@dataclass(frozen=True, slots=True)
class _Named:
    """A way to say a place, and what a text needs to have for it to count."""

    words: tuple[str, ...]
    place: Place
    caution: Caution
    is_unmistakable: bool


@dataclass(frozen=True, slots=True)
class _Word:
    """A token of the text: its span, its comparable forms, and what parts it from the one before."""

    start: int
    end: int
    key: str
    plain: str
    joins: bool
    after_dot: bool
    begins_sentence: bool

    def can_be(self, word: str) -> bool:
        """Whether it is this word, or was typed without the word's accents."""
        return self.key == word or (self.key == self.plain and self.plain == strip_diacritics(word))


@dataclass(frozen=True)
class Places:
    """All places, by their names without accents."""

    names: Mapping[tuple[str, ...], tuple[_Named, ...]]
    ordinary_unaccented: frozenset[tuple[str, ...]]
    longest: int

    def mentions(self, text: str) -> tuple[PlaceMention, ...]:
        """Return the places that the text speaks of, in its order, none over another. Never raises; linear."""
        words = _words(text)
        found: list[PlaceMention] = []
        at = 0
        while at < len(words):
            here = self._after_prefix(words, at) or self._by_name(words, at)
            if here is None:
                at += 1
                continue
            end, places = here
            start, stop = words[at].start, words[end - 1].end
            found.append(PlaceMention(text[start:stop], start, stop, places))
            at = end
        return tuple(found)

    def province_of(self, text: str) -> str | None:
        """Return the one province that fits all places the text speaks of, or None."""
        fitting = [{place.province for place in mention.places} for mention in self.mentions(text)]
        shared = set.intersection(*fitting) if fitting else set()
        return shared.pop() if len(shared) == 1 else None

    def _after_prefix(self, words: list[_Word], at: int) -> tuple[int, tuple[Place, ...]] | None:
        """Return where a name with "xã", "huyện" … before it ends, and its places of that kind."""
        for begin, kind, typed in _prefixes(words, at):
            for end in self._ends(words, begin):
                named, accented = self._named(words[begin:end])
                matching = [one.place for one in named if one.place.kind == kind]
                if matching and (accented or self._is_sure_unaccented(words, at, begin, end)):
                    of_type = [place for place in matching if place.type == typed]
                    return end, _told_apart(of_type or matching)
        return None

    def _is_sure_unaccented(self, words: list[_Word], at: int, begin: int, end: int) -> bool:
        """Whether a prefix makes an unaccented name a place: "o xa dong tien" is, "ra xa dong tien dien" is not."""
        if tuple(word.plain for word in words[begin:end]) not in self.ordinary_unaccented:
            return True
        return _stands_after(words, at, _CONTEXT) or len(words) == end - at

    def _by_name(self, words: list[_Word], at: int) -> tuple[int, tuple[Place, ...]] | None:
        """Return where a name that stands alone ends, and its places, if the words around let it count."""
        for end in self._ends(words, at):
            named, accented = self._named(words[at:end])
            named = [one for one in named if self._counts(one, words, at, end, accented=accented)]
            if named:
                return end, _told_apart([one.place for one in named])
        return None

    def _ends(self, words: list[_Word], at: int) -> Iterator[int]:
        """Yield where a name from here may end, the longest first."""
        last = at + 1
        while last < len(words) and last - at < self.longest and _continues(words[last - 1], words[last]):
            last += 1
        for end in range(last, at, -1):
            if tuple(word.plain for word in words[at:end]) in self.names:
                yield end

    def _named(self, typed: list[_Word]) -> tuple[list[_Named], bool]:
        """Return the names that these words can be, and whether their accents say which."""
        same = self.names.get(tuple(word.plain for word in typed), ())
        exact = [named for named in same if all(w.key == n for w, n in zip(typed, named.words, strict=True))]
        if exact and any(word.key != word.plain for word in typed):
            return exact, True
        fitting = (n for n in same if all(word.can_be(name) for word, name in zip(typed, n.words, strict=True)))
        return list(fitting), False

    def _counts(self, named: _Named, words: list[_Word], at: int, end: int, *, accented: bool) -> bool:
        """Whether the name means the place here, with no word before it that says so.

        Accents tell apart what a name without them does not; without them something else has to speak for a place.
        """
        plain = tuple(word.plain for word in words[at:end])
        if not accented and plain in self.ordinary_unaccented:
            return False
        if named.place.kind == "province":
            return accented or len(plain[0]) > 1  # "T Nguyen" is a person, T.Nguyên is Thái Nguyên
        if named.caution == "prefix" or _is_something_else(words, at, end):
            return False
        if accented:
            return named.caution == "none" or _stands_after(words, at, _STRONG_CONTEXT)
        return named.is_unmistakable or _stands_after(words, at, _CONTEXT) or len(words) - (end - at) <= _FEW_WORDS


def _continues(word: _Word, following: _Word) -> bool:
    """Whether one name can go over both: "Ba Tơ", "Q.Ngãi"."""
    return following.joins or (following.after_dot and len(word.key) == 1)


def _told_apart(places: Iterable[Place]) -> tuple[Place, ...]:
    """Return the places without those that say no more than another: a province is meant before its old city.

    An old unit that is part of today's unit of the same name says no more than that one.
    """
    distinct = list(dict.fromkeys(places))
    provinces = [place for place in distinct if place.kind == "province"]
    if provinces:
        return tuple(provinces)
    today = [place for place in distinct if not place.former]
    covered = {place.official for place in today}
    return (*today, *(place for place in distinct if place.former and not _is_within(place, covered)))


def _is_within(old: Place, covered: set[str]) -> bool:
    """Whether an old place is one of these communes of today, or is a part of one."""
    return old.official in covered or (old.kind == "commune" and not covered.isdisjoint(old.official.split(", ")))


def _prefixes(words: list[_Word], at: int) -> Iterator[tuple[int, Kind, str]]:
    """Yield where the name after a prefix begins, and the kind and type that the prefix says; the longest first."""
    for length in range(_LONGEST_PREFIX, 0, -1):
        begin = at + length
        if begin >= len(words) or not all(word.joins for word in words[at + 1 : begin]):
            continue
        after_dot = words[begin].after_dot
        if not (words[begin].joins or after_dot):
            continue
        prefix = _PREFIXES_UNACCENTED.get(tuple(word.plain for word in words[at:begin]))
        if prefix and all(word.can_be(part) for word, part in zip(words[at:begin], prefix, strict=True)):
            yield begin, *_PREFIXES[prefix]
        if length == 1 and after_dot and words[at].key in _DOTTED:
            yield begin, *_DOTTED[words[at].key]


def _is_something_else(words: list[_Word], at: int, end: int) -> bool:
    """Whether the words around make the name a person's, a street's or a firm's, or part of another phrase."""
    if end < len(words) and words[end].joins and f"{words[end - 1].plain} {words[end].plain}" in _GOES_ON:
        return True
    if at == 0 or words[at].begins_sentence:
        return False
    before = words[at - 1].key
    pair = f"{words[at - 2].key} {before}" if at > 1 else ""
    return before in _NAMES_SOMETHING_ELSE or pair in _NAMES_SOMETHING_ELSE_PAIRS


def _stands_after(words: list[_Word], at: int, context: frozenset[str]) -> bool:
    """Whether a word that speaks of a place stands right before: "ở", "quê", "nhà em"."""
    if at == 0 or words[at].begins_sentence:
        return False
    if words[at - 1].key in context:
        return True
    return at > 1 and words[at - 1].key in _OWNERS and words[at - 2].key in _HOME & context


def _words(text: str) -> list[_Word]:
    words: list[_Word] = []
    before = 0
    for match in _TOKEN.finditer(text):
        gap = text[before : match.start()]
        key, plain = _forms(match.group()) if len(match.group()) <= _LONGEST_TOKEN else ("", "")
        bare = gap.strip()
        broken = "\n" in gap
        words.append(
            _Word(
                match.start(),
                match.end(),
                key,
                plain,
                joins=bare in _NAME_GAPS and not broken,
                after_dot=bare == "." and not broken,
                begins_sentence=broken or any(mark in bare for mark in ".!?;"),
            )
        )
        before = match.end()
    return words


@lru_cache(maxsize=8192)
def _forms(token: str) -> tuple[str, str]:
    """Return the token in one spelling and one placement of the tone, and the same without accents."""
    word = unicodedata.normalize("NFC", token).lower()
    word = _SPELLINGS.get(word, word)
    if not word.isascii():
        placed = place_tone(*split_tone(word))
        word = placed if is_syllable(placed) else word
    return word, strip_diacritics(word)


@lru_cache(maxsize=4)
def read_places(folder: Path) -> Places:
    """Return the places of `communes.yml` and, where it is there, `provinces.yml` in the folder.

    Raises:
        DirectoryError: a file is missing or is not what it should be.
    """
    file = _read(folder / "communes.yml", _COMMUNES)
    path = folder / "provinces.yml"
    provinces = _read(path, _PROVINCES) if path.is_file() else tuple(_Province(*item) for item in PROVINCES.items())
    caution: dict[tuple[str, ...], Caution] = dict.fromkeys(map(_key, file.ordinary_words), "word")
    caution |= dict.fromkeys(map(_key, (*file.people, *file.elsewhere)), "prefix")
    names: defaultdict[tuple[str, ...], list[_Named]] = defaultdict(list)
    for name, place in (*_province_names(provinces), *_district_names(file), *_commune_names(file)):
        key = _key(name)
        plain = tuple(strip_diacritics(word) for word in key)
        unmistakable = not all(map(is_plain_syllable, plain))
        # One syllable is a word of the language before it is a place: "hiểu", "đủ".
        needs = "prefix" if len(key) == 1 and not unmistakable else caution.get(key, "none")
        names[plain].append(_Named(key, place, needs, unmistakable))
    # "ba to" is Ba Tơ or Ba Tô: a place still, though "ba tô" is three bowls.
    ordinary = {plain for plain, named in names.items() if all(one.caution != "none" for one in named)}
    return Places(
        {plain: tuple(named) for plain, named in names.items()},
        frozenset(ordinary | {_key(name) for name in file.ordinary_unaccented}),
        max(map(len, names)),
    )


def _province_names(provinces: Iterable[_Province]) -> Iterator[tuple[str, Place]]:
    for province in provinces:
        official = f"tỉnh {province.name}"
        for name in (province.name, *province.aliases):
            yield name, Place(province.name, "province", "tỉnh", official, province.id, former=False)
        for name in province.merged:
            # The first is the old province's name, the others are spellings of it.
            yield name, Place(province.merged[0], "province", "tỉnh", official, province.id, former=True)


def _district_names(file: _File) -> Iterator[tuple[str, Place]]:
    for district in file.districts:
        said = f"{district.type} {district.name}"
        today = ", ".join(c.official for c in file.communes if said in c.district_before)
        place = Place(district.name, "district", district.type, today, district.province, former=True)
        for name in (district.name, *district.also):
            yield name, place


def _commune_names(file: _File) -> Iterator[tuple[str, Place]]:
    for commune in file.communes:
        place = Place(commune.name, "commune", commune.type, commune.official, commune.province, former=False)
        for name in (commune.name, *commune.also):
            yield name, place
    parts: defaultdict[tuple[str, str, str], list[str]] = defaultdict(list)
    for commune in file.communes:
        for unit_type, name, note in commune.units_before():
            if note == _PART:
                parts[unit_type, name, commune.province].append(commune.official)
            elif unit_type != "huyện":
                yield name, Place(name, "commune", unit_type, commune.official, commune.province, former=True)
    for (unit_type, name, province), today in parts.items():
        yield name, Place(name, "commune", unit_type, ", ".join(today), province, former=True)


def _key(name: str) -> tuple[str, ...]:
    return tuple(_forms(token)[0] for token in _TOKEN.findall(name))


@validated(frozen=True, slots=True, config=_STRICT)
class _District:
    name: str
    type: Literal["huyện", "thị xã", "thành phố"]
    province: str
    old_province: str | None = None
    also: tuple[str, ...] = ()


@validated(frozen=True, slots=True, config=_STRICT)
class _Commune:
    name: str
    type: Literal["xã", "phường", "đặc khu"]
    code: str
    province: str
    district_before: tuple[str, ...]
    before: tuple[str, ...]
    confidence: Literal["high", "medium"]
    also: tuple[str, ...] = ()
    note: str = ""

    @property
    def official(self) -> str:
        return f"{self.type} {self.name}"

    def units_before(self) -> Iterator[tuple[str, str, str]]:
        """Yield type, name and bracketed note of the old units."""
        for unit in self.before:
            match = _OLD_UNIT.fullmatch(unit)
            if match is None:
                raise DirectoryError(f"communes.yml: {self.official}: not an old unit: {unit!r}")
            yield match[1], match[2], match[3] or ""


@validated(frozen=True, slots=True, config=_STRICT)
class _File:
    source: str
    date: day
    since: day
    counts: dict[str, int]
    ordinary_words: tuple[str, ...]
    people: tuple[str, ...]
    elsewhere: tuple[str, ...]
    ordinary_unaccented: tuple[str, ...]
    districts: tuple[_District, ...]
    communes: tuple[_Commune, ...]


@validated(frozen=True, slots=True)
class _Province:
    """What is read of `provinces.yml` here; its other keys are for others."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    merged: tuple[str, ...] = ()


_COMMUNES: Final = TypeAdapter(_File)
_PROVINCES: Final = TypeAdapter(tuple[_Province, ...])


def _read(path: Path, form: TypeAdapter[_T]) -> _T:
    try:
        content: Any = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        return form.validate_python(content)
    except ValidationError as error:
        first = error.errors()[0]
        where = "/".join(str(part) for part in first["loc"])
        raise DirectoryError(f"{path}: {where}: {first['msg']}") from error
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise DirectoryError(f"{path}: cannot be read ({error})") from error
