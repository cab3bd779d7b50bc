"""Places: the list against a public one, ambiguity, and sentences that name none."""

from __future__ import annotations

import shutil
import unicodedata
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from vietnam_provinces import ProvinceCode, Ward

from knowledge.directory.entries import DirectoryError, directory_folder
from knowledge.directory.places import Place, PlaceMention, Places, read_places
from nlu.text import strip_diacritics

CODES = {"quang-ngai": ProvinceCode.P_51, "thai-nguyen": ProvinceCode.P_19}
COMMUNES = {"quang-ngai": 96, "thai-nguyen": 92}
# Units there were before 1/7/2025, by the General Statistics Office's list of 1/2025: Quảng Ngãi 170 and Kon Tum 102,
# Thái Nguyên 172 and Bắc Kạn 108. All of them are reached. (Lý Sơn was a district without communes.)
UNITS_BEFORE = {"quang-ngai": 170 + 102, "thai-nguyen": 172 + 108}
DISTRICTS_BEFORE = {"quang-ngai": 13 + 10, "thai-nguyen": 9 + 8}

PROVINCES = """\
- {id: quang-ngai, name: Quảng Ngãi, aliases: [Quảng Ngải, Q.Ngãi], merged: [Kon Tum, Kontum], since: 2025-07-01}
- {id: thai-nguyen, name: Thái Nguyên, merged: [Bắc Kạn, Bắc Cạn], since: 2025-07-01}
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("directory")
    shutil.copy(directory_folder() / "communes.yml", folder)
    (folder / "provinces.yml").write_text(PROVINCES, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def places(folder: Path) -> Places:
    return read_places(folder)


@pytest.fixture(scope="module")
def file() -> dict:
    return yaml.load((directory_folder() / "communes.yml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


def only(places: Places, text: str) -> PlaceMention:
    (mention,) = places.mentions(text)
    return mention


def called(mention: PlaceMention) -> set[str]:
    return {f"{place.type} {place.name}" for place in mention.places}


# The list itself.


@pytest.mark.parametrize("province", CODES)
def test_the_communes_are_those_of_the_public_list(file: dict, province: str) -> None:
    public = {(w.name.lower(), f"{w.code.value:05d}") for w in Ward.iter_by_province(CODES[province])}
    ours = {(f"{c['type']} {c['name']}".lower(), c["code"]) for c in file["communes"] if c["province"] == province}
    assert ours == public
    assert len(ours) == COMMUNES[province] == file["counts"][province]


def test_the_types_are_counted_as_in_the_resolutions(file: dict) -> None:
    types = Counter((c["province"], c["type"]) for c in file["communes"])
    assert types == {
        ("quang-ngai", "xã"): 86,
        ("quang-ngai", "phường"): 9,
        ("quang-ngai", "đặc khu"): 1,
        ("thai-nguyen", "xã"): 77,
        ("thai-nguyen", "phường"): 15,
    }


@pytest.mark.parametrize("province", CODES)
def test_every_unit_of_before_is_in_one_commune_or_in_the_parts_that_are_said(file: dict, province: str) -> None:
    before: Counter[str] = Counter()
    for commune in (c for c in file["communes"] if c["province"] == province):
        before.update(commune["before"] or [f"{commune['type']} {commune['name']} (như cũ)"])
    del before["huyện Lý Sơn"]
    assert len(before) == UNITS_BEFORE[province]
    assert {unit: n for unit, n in before.items() if n > 1} == {
        unit: 2 for unit in before if unit.endswith("(một phần)")
    }


def test_the_districts_of_before_are_all_there_and_have_communes(file: dict) -> None:
    assert Counter(district["province"] for district in file["districts"]) == DISTRICTS_BEFORE
    said = {f"{district['type']} {district['name']}" for district in file["districts"]}
    assert said == {district for commune in file["communes"] for district in commune["district_before"]}


def test_listed_cautions_are_names_of_the_list(file: dict, places: Places) -> None:
    accented = {named.words for same in places.names.values() for named in same}
    for key in ("ordinary_words", "people", "elsewhere"):
        assert len(file[key]) == len(set(file[key]))
        assert {name for name in file[key] if tuple(name.lower().split()) not in accented} == set()
    assert {plain for plain in file["ordinary_unaccented"] if tuple(plain.split()) not in places.names} == set()


# Every name is found.


def test_every_commune_is_found_by_its_full_name(file: dict, places: Places) -> None:
    for commune in file["communes"]:
        official = f"{commune['type']} {commune['name']}"
        for text in (
            official,
            f"tôi ở {official} thì hỏi ai",
            official.upper(),
            unicodedata.normalize("NFD", official),
        ):
            mention = only(places, text)
            current = [place for place in mention.places if not place.former]
            assert [place.official for place in current] == [official], text
            assert current[0].province == commune["province"]


def test_every_commune_is_found_without_its_accents(file: dict, places: Places) -> None:
    for commune in file["communes"]:
        official = f"{commune['type']} {commune['name']}"
        mention = only(places, f"nha toi o {strip_diacritics(official).lower()} thi hoi ai")
        assert official in {place.official for place in mention.places}


def test_every_unit_of_before_leads_to_the_commune_of_today(file: dict, places: Places) -> None:
    for commune in file["communes"]:
        for unit in commune["before"]:
            said = unit.partition(" (")[0]
            if said == "phường Gia Sàng":
                continue  # a part of it is in another ward; who says the name means the ward of that name
            mention = only(places, f"tôi ở {said}")
            today = {name for place in mention.places for name in place.official.split(", ")}
            assert f"{commune['type']} {commune['name']}" in today, unit


def test_every_district_of_before_is_found(file: dict, places: Places) -> None:
    for district in file["districts"]:
        said = f"{district['type']} {district['name']}"
        for text in (said, strip_diacritics(f"o {said} thi sao").lower()):
            place = only(places, text).place
            assert place is not None
            assert (place.name, place.kind, place.province) == (district["name"], "district", district["province"])
            assert place.former


# What a mention says.


def test_a_commune_of_today(places: Places) -> None:
    assert only(places, "con ở xã Ba Tơ ạ") == PlaceMention(
        "xã Ba Tơ", 6, 14, (Place("Ba Tơ", "commune", "xã", "xã Ba Tơ", "quang-ngai", former=False),)
    )


def test_an_old_commune_says_what_it_is_today(places: Places) -> None:
    place = only(places, "nhà bác ở thị trấn Châu Ổ").place
    assert place == Place("Châu Ổ", "commune", "thị trấn", "xã Bình Sơn", "quang-ngai", former=True)


def test_an_old_district_says_its_communes(places: Places) -> None:
    place = only(places, "huyện Sơn Tịnh cũ").place
    assert place is not None
    assert place.official == "xã Trường Giang, xã Ba Gia, xã Sơn Tịnh, xã Thọ Phong"


def test_a_divided_commune_says_both(places: Places) -> None:
    place = only(places, "xã Trà Bùi").place
    assert place is not None
    assert place.official == "xã Cà Đam, xã Tây Trà Bồng"


def test_a_province_and_an_old_one(places: Places) -> None:
    assert only(places, "em ở Quảng Ngãi").place == Place(
        "Quảng Ngãi", "province", "tỉnh", "tỉnh Quảng Ngãi", "quang-ngai", former=False
    )
    for text in ("tui ở Kon Tum", "kontum nè", "tinh kon tum cu"):
        assert only(places, text).place == Place(
            "Kon Tum", "province", "tỉnh", "tỉnh Quảng Ngãi", "quang-ngai", former=True
        )


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("ba to", {"xã Ba Tơ", "xã Ba Tô", "huyện Ba Tơ"}),
        ("Ba Tơ", {"xã Ba Tơ", "huyện Ba Tơ"}),
        ("xa ba to", {"xã Ba Tơ", "xã Ba Tô"}),
        ("xã Ba Tô", {"xã Ba Tô"}),
        ("tôi ở Ba Tô", {"xã Ba Tô"}),
        ("huyen ba to", {"huyện Ba Tơ"}),
        ("o son ha", {"xã Sơn Hà", "xã Sơn Hạ", "huyện Sơn Hà"}),
        ("Sơn Hạ", {"xã Sơn Hạ"}),
        ("que o van lang", {"xã Văn Lang", "xã Văn Lăng"}),
        ("Văn Lăng", {"xã Văn Lăng"}),
        ("xã Trà Giang", {"xã Trà Giang"}),  # today's, and an old one that is Đông Trà Bồng today
        ("xã Nguyễn Nghiêm", {"xã Nguyễn Nghiêm"}),
        ("phường Nguyễn Nghiêm", {"phường Nguyễn Nghiêm"}),
        ("thị trấn Ba Tơ", {"thị trấn Ba Tơ"}),
        ("thành phố Thái Nguyên", {"thành phố Thái Nguyên"}),
        ("tp. quang ngai", {"thành phố Quảng Ngãi"}),
        ("tỉnh Thái Nguyên", {"tỉnh Thái Nguyên"}),
        ("Lý Sơn", {"đặc khu Lý Sơn"}),
        ("huyện đảo Lý Sơn", {"đặc khu Lý Sơn"}),
        ("P. Nghĩa Lộ", {"phường Nghĩa Lộ"}),
        ("x.Tịnh Khê", {"xã Tịnh Khê"}),
        ("TX Đức Phổ", {"thị xã Đức Phổ"}),
        ("đắk tô", {"xã Đăk Tô", "huyện Đăk Tô"}),
        ("xã Ngọc Réo", {"xã Ngọk Réo"}),
        ("xã Đặng Thuỳ Trâm", {"xã Đặng Thùy Trâm"}),
        ("xã Định Hoá", {"xã Định Hóa"}),
        ("huyện Ia H'Drai", {"huyện Ia H’Drai"}),
        ("ở Phú Bình thường cúp điện", {"xã Phú Bình", "huyện Phú Bình"}),
        ("sơn  tịnh", {"xã Sơn Tịnh", "huyện Sơn Tịnh"}),
        ("phường Kon Tum", {"phường Kon Tum"}),
        ("tp kontum", {"thành phố Kon Tum"}),
    ],
)
def test_what_a_name_can_mean(places: Places, text: str, meant: set[str]) -> None:
    mention = only(places, text)
    assert called(mention) == meant
    assert (mention.place is None) == (len(mention.places) > 1)


def test_two_old_wards_of_one_name_are_two_places(places: Places) -> None:
    mention = only(places, "phường Nguyễn Nghiêm")
    assert {place.official for place in mention.places} == {"phường Cẩm Thành", "phường Đức Phổ"}
    assert mention.place is None
    assert mention.province == "quang-ngai"


def test_a_name_of_both_provinces_has_no_province(places: Places) -> None:
    mention = only(places, "tôi ở phường Thắng Lợi")
    assert {place.province for place in mention.places} == {"quang-ngai", "thai-nguyen"}
    assert mention.province is None
    assert places.province_of("tôi ở phường Thắng Lợi") is None
    assert places.province_of("tôi ở phường Thắng Lợi, Kon Tum") == "quang-ngai"


@pytest.mark.parametrize(
    ("text", "province"),
    [
        ("tôi ở Đức Phổ vừa bị lừa 10 triệu", "quang-ngai"),
        ("em o pho yen muon dong tien dien", "thai-nguyen"),
        ("chuyển từ Kon Tum xuống Quảng Ngãi", "quang-ngai"),
        ("Kon Tum với Thái Nguyên", None),
        ("đóng tiền điện ở đâu", None),
        ("", None),
    ],
)
def test_the_province_that_a_text_agrees_on(places: Places, text: str, province: str | None) -> None:
    assert places.province_of(text) == province


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("bà con Ba Tơ đóng tiền điện thế nào", ["Ba Tơ"]),
        ("đức phổ có chỗ nào quét qr không ad", ["đức phổ"]),
        ("nha em o son ha, dong tien dien sao", ["son ha"]),
        ("quê em tịnh khê", ["tịnh khê"]),
        ("nha toi son tinh muon mo tai khoan ngan hang qua app duoc khong", ["son tinh"]),
        ("nguoi vo nhai dong tien nuoc kieu gi bay gio vay", ["vo nhai"]),
        ("tai xa thanh cong thi sao", ["xa thanh cong"]),
        ("xã Thành Công, huyện Phổ Yên cũ", ["xã Thành Công", "huyện Phổ Yên"]),
        ("tôi ở Thành Công", ["Thành Công"]),
        ("tui ở trường giang", ["trường giang"]),
        ("dak to dong tien dien sao vay moi nguoi oi", ["dak to"]),
        ("Sơn Tịnh, Quảng Ngãi", ["Sơn Tịnh", "Quảng Ngãi"]),
        ("xã Sơn Tây Hạ", ["xã Sơn Tây Hạ"]),
        ("Tây Trà Bồng", ["Tây Trà Bồng"]),
        ("trà Tân Cương ngon", ["Tân Cương"]),
        ("làm căn cước ở Q.Ngãi", ["Q.Ngãi"]),
        ("quang ngai thi the nao vay moi nguoi cho toi hoi voi", ["quang ngai"]),
        ("dong tien o xa dong tien", ["xa dong tien"]),
    ],
)
def test_the_words_of_a_mention(places: Places, text: str, said: list[str]) -> None:
    assert [mention.said for mention in places.mentions(text)] == said


# Sentences that name no place.

NO_PLACE = """\
chuyển khoản thành công rồi mà người ta chưa nhận được
giao dịch thành công nhưng tiền vẫn chưa tới
chuyen tien thanh cong chua
thanh cong roi cam on
thống nhất lại số tiền với người bán
nhà bác có ba trang giấy hóa đơn
ba vi dien tu nao an toan nhat
mở khóa bằng vân tay được không
đăng nhập bằng vân tay bị lỗi
nhận lương bằng tài khoản ngân hàng nào
xuất hóa đơn điện tử cho khách kiểu gì
xuat hoa don dien tu
dong tien dien o dau
muốn đóng tiền nước qua app
muon dong tien hoc cho con
tôi vẫn phải trả phí à
van phai dong tien mat ha
chau o day a
con minh hoc lop 3 dong tien sao
bán đất có phải nộp thuế không
ban dat nop thue o dau
ba xa toi bi lua mat tien
bà xã tôi bị lừa mất tiền
chúc bạn bình an
chuc binh an nhe
bình yên là được rồi
cả nhà đoàn kết giúp nhau
ngân hàng An Bình có chuyển nhanh không
ngân hàng Tiên Phong thu phí bao nhiêu
ngân hàng tiên phong
ca sĩ Trường Giang quảng cáo ví này thật không
anh Trường Giang chuyển cho tôi 2 triệu
người bán tên Bình Minh
chuyển cho Đình Cương 500 nghìn
chị Thanh Mai gửi nhầm tiền
tên tài khoản là Nguyễn Bình Sơn
chuyển tới Lê Thành Công
anh Phổ Cường nhận tiền
chị Nghĩa Giang ở công ty cũ
chú Trà Giang bán cá
cửa hàng Vạn Tường giao thiếu đồ
công ty Tân Thành đòi tiền đặt cọc
shop Hợp Thành lừa đảo
tiệm An Phú không nhận chuyển khoản
nhà tôi ở đường Quang Trung
số 12 đường Trần Phú
ra ngân hàng trên đường Lê Lợi
trường Nguyễn Trãi thu học phí qua app
nộp học phí trường Trần Hưng Đạo
bệnh viện có nhận thẻ không
phương tiện thanh toán nào rẻ nhất
phuong tien thanh toan
ví hướng dẫn tôi nạp tiền
app vi huong dan nap tien
bà già rồi không rành điện thoại
ba gia roi khong ranh
tôi ở ba năm rồi chưa bị vậy
o ba nam roi
chuyen cho ba nam trieu
ở ba thành phố lớn có chưa
app này có ba thành viên dùng chung
ba đồng cũng không có
trả phòng trọ qua ví
tra phong tro bang vi
trả tay cho nhanh
thuong an sang quet ma
lương thưởng trả qua thẻ
luong thuong tra qua the
đồng phục của con mua bằng tiền mặt
dong phuc cua con bao nhieu
công bằng mà nói phí hơi cao
cong bang ma noi
trung thành với ngân hàng cũ
văn minh lịch sự
hòa bình
hòa bình
tôi hiểu rồi
toi hieu roi
đủ tiền rồi
du roi
hiểu
hổng tiền đóng thì sao
hong tien dong thi sao
tính trả góp được không
o tinh minh co ho tro gi khong
ở tỉnh mình có hỗ trợ gì không
tinh chau dang lam chuong trinh gi
khỏi ký giấy được không
khoi ky giay duoc khong
minh lap tai khoan cho me duoc khong
mang den ngan hang giay to gi
ra buu dien xa dong tien dien
cong an xa van phai nhan don
xa hoi
bảo hiểm xã hội
phường xã nào cũng nhận
công an xã, phường gần nhất
tỉnh Bình Dương
huyện Bình Chánh
tôi ở Bình Thuận
em ở Hòa Bình
di động đạt 80 phần trăm
bac can giup khong
bác cần giúp gì
ngoc hoi cach chuyen tien
như cố tình trừ tiền của tôi
anh T Nguyen goi cho toi
h toi phai lam sao
tt thanh cong
p thanh cong
nạp 50k vào ví rồi mà không thấy
người ta gọi xưng công an bảo chuyển tiền
bấm vào đường link thì mất tiền
quét mã ở chợ bị dán đè
rút tiền ở cây atm bị nuốt thẻ
mẹ tôi 70 tuổi muốn nhận lương hưu qua thẻ
cách tra cứu hóa đơn điện
xác định hóa đơn nào của tôi
toàn dân đoàn kết
""".splitlines()


def test_there_are_enough_ordinary_sentences() -> None:
    assert len(set(NO_PLACE)) >= 110


@pytest.mark.parametrize("text", sorted(set(NO_PLACE)))
def test_ordinary_sentences_name_no_place(places: Places, text: str) -> None:
    for typed in (text, text.upper(), text.capitalize(), unicodedata.normalize("NFD", text)):
        assert places.mentions(typed) == ()


@pytest.mark.parametrize("text", sorted(set(NO_PLACE)))
def test_nor_do_they_without_their_accents(places: Places, text: str) -> None:
    assert places.mentions(strip_diacritics(text).lower()) == ()


def test_a_long_unaccented_message_needs_a_word_for_places(places: Places) -> None:
    assert places.mentions("tu nghia dong tien")
    assert places.mentions("cho em hoi la tu nghia cua chu nay voi a") == ()


# Any text.

PIECES = st.sampled_from(
    "ba tơ to sơn son tịnh tinh hà xã phường tp. thành phố x. p. ở o tại quê kon tum quảng ngãi an phú lý , . ! - ’ \n".split(
        " "
    )
)


@given(st.one_of(st.text(), st.lists(PIECES).map(" ".join), st.lists(PIECES).map("".join)))
def test_mentions_never_raise_and_lie_in_the_text_in_order(text: str) -> None:
    before = 0
    places = _shipped()
    for mention in places.mentions(text):
        assert before <= mention.start < mention.end <= len(text)
        assert text[mention.start : mention.end] == mention.said
        assert mention.places
        before = mention.end
    assert places.province_of(text) in {None, *CODES}


@cache
def _shipped() -> Places:
    return read_places(directory_folder())


@pytest.mark.timeout(20)
def test_long_and_odd_texts_take_no_long_time(places: Places) -> None:
    assert len(places.mentions("tôi ở Ba Tơ. " * 5_000)) == 5_000
    assert places.mentions("a" * 300_000) == ()
    assert places.mentions("ba" + " " * 300_000 + "x") == ()
    assert places.mentions("e" + "\u0301" * 300_000) == ()
    assert places.mentions("xã " * 50_000) == ()


def test_a_name_does_not_go_over_a_line_or_a_comma(places: Places) -> None:
    assert places.mentions("ở Sơn\nTịnh") == ()
    assert places.mentions("ở Sơn, Tịnh") == ()


# The files.


def test_without_provinces_the_two_are_known_by_name(tmp_path: Path) -> None:
    shutil.copy(directory_folder() / "communes.yml", tmp_path)
    places = read_places(tmp_path)
    assert places.province_of("Quảng Ngãi") == "quang-ngai"
    assert called(only(places, "Kon Tum")) == {"phường Kon Tum", "thành phố Kon Tum"}


def test_the_shipped_files_are_read() -> None:
    shipped = _shipped()
    assert shipped.province_of("kontum") == "quang-ngai"
    assert shipped.province_of("bac kan") == "thai-nguyen"


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("name: Tịnh Khê, type: xã", "name: Tịnh Khê, type: làng", "type"),
        ("counts:", "count:", "count"),
        ("[xã Phổ Nhơn, ", "[Phổ Nhơn, ", "not an old unit"),
        ("counts: {", "counts: {{", "cannot be read"),
    ],
)
def test_a_broken_file_is_said(tmp_path: Path, old: str, new: str, says: str) -> None:
    text = (directory_folder() / "communes.yml").read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "communes.yml").write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(DirectoryError, match=says):
        read_places(tmp_path)


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(DirectoryError, match=r"communes\.yml"):
        read_places(tmp_path)
