from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu.speaker import Speaker, speaker_of

# One row: what is typed = calls_self / calls_us / "for" when it is for somebody else; "-" when nothing is said.
# Each persona is a person who types this way, not a pattern.

PENSIONERS = """
bác muốn hỏi cách đóng tiền điện = bác / -
cho bác hỏi chút cháu ơi = bác / cháu
bác không rành mấy cái này, cháu chỉ bác với = bác / cháu
cháu giúp bác cái này = bác / cháu
cháu ơi, bác làm tới đây rồi = bác / cháu
bác chào cháu nhé = bác / cháu
bác cảm ơn cháu nhiều nhé = bác / cháu
nhắc lại hộ bác với = bác / -
bác già rồi, nói cho dễ hiểu với = bác / -
bác muốn nhận lương hưu qua thẻ thì làm thế nào hả cháu = bác / cháu
hôm qua bác mới làm thẻ ở ngân hàng = bác / -
bà già rồi không biết bấm máy = bà / -
chỉ bà với con = bà / con
chỉ bà với con ơi = bà / con
cho bà hỏi con cái ni = bà / con
đọc lại cho bà nghe với = bà / -
bà không thấy đường, con đọc lại cho bà nghe = bà / con
ông không rành điện thoại = ông / -
ông muốn hỏi cháu cái này = ông / -
cháu ơi giúp ông với = ông / cháu
cho ông gặp cán bộ = ông / -
dạ cho cụ hỏi = cụ / -
cụ không biết chữ, cháu nói ngắn thôi = cụ / -
bác ít chữ lắm = bác / -
vì bác không biết chữ nên nói chậm thôi = bác / -
bac muon hoi tien luong huu = bác / -
cho bac hoi chut chau oi = bác / cháu
bac khong ranh, chau chi bac voi = bác / cháu
cho ba hoi con cai nay = bà / con
giup ba voi con oi = bà / con
chi ba voi chau = bà / cháu
ong khong biet bam = ông / -
cho ong hoi = ông / -
bac gia roi mat kem lam = bác / -
bac cam on chau nhieu = bác / cháu
bac chao chau = bác / cháu
ong muon hoi cach rut tien = ông / -
Cho bác hỏi với = bác / -
BÁC MUỐN HỎI = bác / -
bácccc muốn hỏi = bác / -
bac muốn hỏi tiền dien = bác / -
"""

WOMEN_AT_THE_MARKET = """
cho cô hỏi = cô / -
em ơi cho cô hỏi chút = cô / em
con ơi cho cô hỏi = cô / con
giúp cô với con ơi = cô / con
cô ít chữ, giải thích nôm na thôi con = cô / con
cô cảm ơn con nghen = cô / con
ok cảm ơn em, cô làm được rồi = cô / em
cô muốn dán mã QR ở sạp = cô / -
chị muốn hỏi em cái mã QR = chị / -
em ơi chỉ chị với = chị / em
chị không biết xài, em chỉ chị với = chị / em
chị đây = chị / -
cho dì hỏi con chút = dì / con
con ơi dì không hiểu = dì / con
dì muốn đăng ký mã quét = dì / -
chỉ dì với con = dì / con
cho thím hỏi = thím / -
cho mợ hỏi cái này = mợ / -
cho o hỏi = o / -
cho o gặp cán bộ với = o / -
chỉ o với con ơi = o / con
o không biết mô con ơi = o / con
cho co hoi = cô / -
cho co hoi con oi = cô / con
giup co voi em = cô / em
cho chi hoi em oi = chị / em
em oi chi chi voi = chị / em
chi muon hoi = - / -
co muon hoi gi khong = - / -
cho di hoi con = dì / con
cho thim hoi = thím / -
cho o hoi = o / -
tui bán cá ngoài chợ = tui / -
tui nè = tui / -
cho tui hỏi cái ni với = tui / -
tui mần không được, em chỉ tui với = tui / em
"""

MEN = """
chú mới mua điện thoại = chú / -
chú muốn hỏi = chú / -
cho chú hỏi con = chú / con
chú chào con = chú / con
chú không biết bấm chỗ nào, chỉ chú với = chú / -
anh muốn hỏi em cái này = anh / -
em ơi anh hỏi chút = anh / em
em xem giúp anh với = anh / em
cho anh hỏi = anh / -
anh lỡ chuyển nhầm rồi em = anh / em
cậu ơi cho tớ hỏi = tớ / -
cho dượng hỏi = dượng / -
giúp dượng với con = dượng / con
cho cậu hỏi con cái này = cậu / con
cho chu hoi = chú / -
chu chao con = chú / con
anh muon hoi em oi = anh / em
em oi giup anh voi = anh / em
cho anh hoi = anh / -
tôi muốn hỏi = tôi / -
cho tôi hỏi = tôi / -
tôi bị lừa 20 triệu = tôi / -
ngân hàng trừ tiền của tôi = tôi / -
em ơi tôi không vào được app = tôi / em
toi muon hoi = tôi / -
cho toi hoi = tôi / -
toi bi lua 5 trieu = tôi / -
tai khoan cua toi bi khoa = tôi / -
giup toi voi = tôi / -
toi nay dong tien dien duoc khong = - / -
moi toi ngan hang = - / -
sap toi co thu phi khong = - / -
tui no lua em = em / -
tụi nó gọi = - / -
"""

YOUNG = """
dạ em hỏi = em / -
em hỏi chút ạ = em / -
em bị lừa rồi = em / -
em muốn hỏi đóng học phí = em / -
em lỡ đọc mã OTP = em / -
dạ cho em hỏi ạ = em / -
anh chị cho em hỏi = em / -
em chào chị = em / chị
chị ơi em hỏi chút = em / chị
anh ơi giúp em với = em / anh
giúp em với chị ơi = em / chị
dạ em cảm ơn = em / -
em ơi em hỏi chút = em / -
em không biết đóng ở đâu = em / -
em chưa nhận được tiền trợ cấp = em / -
em vừa chuyển nhầm cho người khác = em / -
e muốn hỏi = em / -
cho e hỏi với ạ = em / -
e bị lừa r ad ơi = em / -
iem hỏi xíu = em / -
mình muốn hỏi = mình / -
cho mình hỏi xíu = mình / -
bạn ơi cho mình hỏi = mình / bạn
bạn giúp mình với = mình / bạn
cho mk hỏi = mình / -
tớ muốn hỏi = tớ / -
chào bạn = - / bạn
bạn là ai = - / bạn
em là sinh viên năm nhất = em / -
em nè = em / -
cho em hoi = em / -
em bi lua = em / -
em muon hoi = em / -
chi oi em hoi chut = em / chị
anh oi giup em voi = em / anh
em chao chi = em / chị
em lo chuyen nham = em / -
ban oi cho minh hoi = mình / bạn
giup minh voi = mình / -
minh muon hoi = mình / -
"""

CHILDREN = """
cháu chào = cháu / -
con chào cô = con / -
cháu chào bác ạ = cháu / -
dạ con hỏi chút ạ = con / -
cho con hỏi = con / -
dạ cho con hỏi xí ạ = con / -
con xin lỗi = con / -
con mới 15 tuổi lỡ chuyển hết tiền của mẹ, con sợ quá = con / -
con sợ quá = con / -
con không dám nói với ba má = con / -
con muốn hỏi cách đóng học phí = con / -
giúp con với = con / -
cô ơi giúp con với = con / -
cháu muốn hỏi = cháu / -
cháu bị lừa = cháu / -
cháu hỏi hộ ông bà ạ = cháu / - / for
cháu không biết làm thế nào = cháu / -
cháu vừa bị mất điện thoại ạ = cháu / -
cho cháu hỏi ạ = cháu / -
thưa cô cho em hỏi = em / -
dạ con cảm ơn = con / -
chau chao bac = cháu / -
chau muon hoi = cháu / -
cho chau hoi = cháu / -
con chao co = con / -
cho con hoi = con / -
da con muon hoi = con / -
giup con voi = con / -
con muon hoi gi nua khong = - / -
con so qua = - / -
"""

TO_THE_ASSISTANT = """
con là ai = - / con
em tên gì = - / em
em là ai vậy = - / em
cháu là ai = - / cháu
ghi đi con = - / con
ok con = - / con
con ơi = - / con
ủa con = - / con
được rồi con = - / con
vậy hả con = - / con
ừ em = - / em
sao em = - / em
rồi sao nữa con = - / con
có mất phí không em = - / em
có mất phí không cháu nhỉ = - / -
thế à cháu = - / cháu
đóng ở đâu vậy chị = - / chị
cảm ơn em = - / em
chào em = - / em
chào anh chị = - / -
anh chị ơi = - / -
bà con ơi = - / -
cưng ơi = - / em
ad ơi = - / -
shop ơi = - / -
bạn ơi = - / bạn
em trả lời sai rồi = - / em
em hiểu nhầm rồi = - / em
cháu nói rõ hơn đi = - / cháu
con nói vậy ai hiểu = - / con
nhờ cháu xem giúp = - / cháu
em làm được gì = - / em
em vừa nói gì = - / em
em không hiểu à = - / -
em muốn gì = - / -
em đang làm gì đó = - / -
em ăn cơm chưa = - / -
chị là người thật hay máy = - / chị
con oi = - / con
chau oi = - / cháu
ok em = - / em
em la ai = - / em
e ten gi = - / em
cam on con = - / con
ghi di con = - / con
duoc roi con = - / con
em ơiiii = - / em
"""

OTHERS_TOLD_OF = """
bà tôi bị lừa = tôi / - / for
bác hàng xóm hỏi = - / - / for
cô giáo kêu chuyển = - / -
cô giáo kêu chuyển tiền quỹ lớp = - / -
ông kia gọi = - / -
ông ấy xưng là công an = - / -
chị bán cá = - / -
chị bán hàng gửi mã = - / -
anh công an gọi = - / -
anh cán bộ ngân hàng gọi = - / -
anh shipper kêu chuyển khoản = - / -
con tui = tui / -
con gái bác = bác / -
mẹ em = em / -
bà vừa gọi nói trúng thưởng = - / -
ông bị lừa hết tiền = ông / -
bà bị té = bà / -
con bị ốm = - / -
con học lớp 3 = - / -
con tôi học lớp 3 = tôi / -
học phí của con tôi = tôi / -
đóng học phí cho con = - / -
con gái tôi bị lừa = tôi / -
bà con tiểu thương muốn hỏi = - / -
bà già kia lừa tiền = - / -
cô đó nói chuyển 5 triệu = - / -
chú Tư xóm trên = - / -
anh em trong tổ = - / -
chị em phụ nữ đóng quỹ = - / -
còn muốn hỏi gì nữa = - / -
gửi tiền cho bà = - / -
nói cho bà biết = - / -
con số này là gì = - / -
con đường nào = - / -
nó nói con bị tai nạn = - / -
co giao keu chuyen = - / -
anh cong an goi = - / -
ba goi dien = - / -
co ay goi = - / -
con gai toi hoc lop 3 = tôi / -
ong kia goi = - / -
chi ban ca = - / -
co ai khong = - / -
ba thang roi chua nhan = - / -
co phi khong = - / -
chi phi bao nhieu = - / -
con bao nhieu tien = - / -
di dau dong tien = - / -
o dau co may = - / -
cau hoi khac = - / -
cho cau hoi khac = - / -
anh chup roi gui dau = - / -
chu khong biet lam sao = - / -
"""

FOR_SOMEBODY_ELSE = """
hỏi giùm má tui = tui / - / for
hỏi giúp mẹ tôi = tôi / - / for
tôi hỏi cho mẹ = tôi / - / for
hỏi hộ ông nội = - / - / for
giờ hỏi cho bà hàng xóm = - / - / for
hỏi dùm con bạn = - / - / for
em hỏi giúp bà nội = em / - / for
con hỏi dùm ba con dưới quê = con / - / for
mình hỏi cho bạn mình = mình / - / for
cháu hỏi hộ bác trưởng thôn ạ = cháu / - / for
tui hỏi cho o tui = tui / - / for
hỏi giúp bà = - / - / for
hỏi giùm cô hàng xóm cách đóng tiền = - / - / for
mẹ em bị lừa 50 triệu = em / - / for
mẹ em không biết chữ = em / - / for
má tui muốn nhận lương hưu = tui / - / for
ông nội cháu muốn nhận tiền qua thẻ = cháu / - / for
bà ngoại bị mất thẻ = - / - / for
ba con không rành, con hỏi giúp = con / - / for
bố cháu mất điện thoại = cháu / - / for
bà hàng xóm nhờ hỏi = - / - / for
chồng tôi nhờ hỏi = tôi / - / for
chị tôi nhờ tôi hỏi = tôi / - / for
mẹ nhờ em hỏi hộ = em / - / for
cái này là của chị tôi chứ không phải tôi = tôi / - / for
không phải tôi, là ba tôi = tôi / - / for
không phải của tôi, của ông ngoại = tôi / - / for
mẹ chồng em lãnh trợ cấp = em / - / for
bà nội tui không đi ngân hàng được, em chỉ tui với = tui / - / for
em ơi mẹ chị không biết xài điện thoại = - / em
mẹ tôi bảo tôi đóng tiền điện = tôi / -
mẹ em kêu đóng tiền nước = em / -
con tôi vào lớp 1 đóng học phí = tôi / -
cô giáo hỏi = - / -
hỏi cho biết = - / -
hỏi cho rõ = - / -
cho tôi hỏi giúp mẹ tôi = tôi / - / for
chú hàng xóm muốn làm mã QR = - / - / for
bà cụ gần nhà mất thẻ = - / - / for
hoi giup me toi = tôi / - / for
hoi gium ma tui = tui / - / for
hoi ho ong noi = - / - / for
em hoi giup ba noi = em / - / for
me em bi lua = em / - / for
ba noi toi khong biet chu = tôi / - / for
ong noi chau muon nhan tien = cháu / - / for
ba hang xom nho hoi = - / - / for
hoi cho o dau = - / -
hoi cho biet = - / -
"""

# Written after the frames, by people the frames were not made for.
LATER_VISITORS = """
dạ bác ơi cho cháu hỏi học phí ạ = cháu / -
cháu là học sinh lớp 9 ạ = cháu / -
anh ơi em là công nhân khu công nghiệp Yên Bình, lương chưa về = em / anh
anh chị ơi em bị khóa thẻ = em / -
anh chi cho em hoi = em / -
chào em, chị có sạp hàng ở chợ Đồng Quang = chị / em
em ơi chị lỡ quét mã lạ rồi = chị / em
bà bảy mươi tuổi rồi, chỉ bà với nghe con = bà / con
con nói sao chứ bà không hiểu = bà / con
ngoại không biết bấm, bấm giùm ngoại đi con = - / con
mệ không biết chi mô, chỉ mệ với = - / -
thôi để cô hỏi con cô = cô / -
để bác hỏi con gái bác đã = bác / -
con bác đi làm xa = bác / -
cháu nội tui đóng tiền trường = tui / -
cháu bác học lớp 2 = bác / -
em gái tôi bị lừa = tôi / -
em trai bị bắt cóc = - / -
em bé đóng bảo hiểm y tế sao = - / -
chị dâu em vay tiền = em / -
anh trai kêu chuyển tiền viện phí = - / -
chú công an phường nói phải cài VNeID = - / -
bác sĩ kêu tạm ứng viện phí = - / -
cô bán rau không nhận chuyển khoản = - / -
ông chủ trọ đòi tiền điện 5 nghìn = - / -
bà chủ nhà muốn lấy tiền mặt = - / -
ông đang bị lừa ngoài ngân hàng = ông / -
bà vừa chuyển hết tiền cho nó = bà / -
nó gọi em rồi kêu anh chuyển tiền = em / -
vợ chồng con bị lừa = - / -
hai mẹ con đi viện = - / -
tôi với con tôi cùng đứng tên = tôi / -
một mình đi làm thẻ được không = - / -
chuyển khoản cho bạn bè = - / -
mình ơi = - / -
tao bị lừa rồi = - / -
tau bị lừa = - / -
mày là ai = - / -
em có thể đóng ở đâu = em / -
em có phải trả thêm phí không = em / -
trả lời giúp em = em / -
xem hộ em với ạ = em / -
dạ chị xem giúp em = em / chị
con dạ = - / -
bac so bi lua lam = bác / -
bac lo qua chau a = bác / -
ong vua goi dien doi tien = - / -
co ban hang gui ma = - / -
em trai toi bi lua = tôi / -
con trai hoc dai hoc = - / -
chi con 2 ngay nua = - / -
chi co cai may cuc gach = - / -
chu so huu tai khoan = - / -
bac si keu dong tien = - / -
di lam thi dong o dau = - / -
cau nay kho qua = - / -
toi han nop thue roi = - / -
tui xach bi giat = - / -
ba con tieu thuong muon hoi = - / -
me con di vien = - / -
"""

# A speaker told apart by what follows the word, not by a fixed phrase.
SPEAKERS_IN_ANY_SENTENCE = """
chị mất tờ hóa đơn tiền điện = chị / -
bác mất thẻ từ hôm kia = bác / -
bác cầm cái thẻ cũ đi rút không được = bác / -
bà 78 tuổi rồi = bà / -
bà bảy mươi tám tuổi = bà / -
bà bị nó giật mất cái túi = bà / -
bà chỉ có cái máy cục gạch thôi, đóng sao hả cháu = bà / cháu
cô ở Quảng Ngãi, muốn đóng tiền nước = cô / -
cô đóng rồi mà app báo chưa = cô / -
chị vừa chuyển 20 triệu cho tụi nó = chị / -
chị hỏi 2 cái nghe = chị / -
c hỏi chút = chị / -
mẹ tôi bị lừa, bà không chịu nghe = tôi / - / for
anh mất ví ở chợ = anh / -
chú bị trừ tiền hai lần = chú / -
dì chuyển nhầm rồi con = dì / con
ông lãnh lương hưu ở phường, ông nên làm chi = ông / -
tháng trước chị đóng hai lần = chị / -
vậy bác phải ra xã hả cháu = bác / cháu
giờ cô làm sao = cô / -
có phải bác trả phí không = bác / -
bác gọi tổng đài hoài không được = bác / -
chị bảo nó rồi mà nó không nghe = chị / -
cháu chỉ bác từng bước bấm vào đâu = bác / cháu
nó bắt cô chuyển tiền = cô / -
cán bộ kêu bác lên phường = bác / -
nó đang bấm trong máy chú = chú / -
quán phở nhà cô bị tráo mã = cô / -
học phí cháu nội của bà = bà / -
tài khoản của chị bị khóa = chị / -
con gái chị học lớp 5 = chị / -
máy có giữ lại tin nhắn của bác không = bác / -
cháu trả lời chưa đúng ý bác = bác / cháu
em học trường công = em / -
hôm kia e đóng tiền rồi = em / -
em ở Chợ Rã, nhà em chưa có điện = em / -
cháu ở phường Phan Đình Phùng = cháu / -
e sv dh thai nguyen = em / -
e o tro pho yen = em / -
tk em chua thay tien = em / -
no dang bam trong may chu ne = chú / -
ba 78 tuoi roi = bà / -
ba bi mat the = bà / -
anh bi mat the = anh / -
co phai bac tra phi khong = bác / -
chị Lan ở tổ 4 gửi mã cho cả nhóm = - / -
chị Lan gửi mã vô nhóm = - / -
một chị trên mạng bảo chuyển = - / -
có ông xưng công an = - / -
cô ở ngân hàng bảo đọc mã = - / -
anh kỹ thuật tới nhà = - / -
hai ông bà già, bà mắt mờ = - / -
bà cố nói chuyện với nó cả buổi = - / -
muốn tiền của cụ vào thẻ = - / -
cô bán hàng xén lừa tôi = tôi / -
điện thoại tôi cũ, cô gửi ảnh tôi không mở được = tôi / -
cháu học lớp 3 = - / -
cháu nhà tôi vào lớp 1 = tôi / -
trợ cấp cho vợ con bao nhiêu = - / -
gọi em là gì cho tiện = - / em
anh chup man hinh = - / -
loi may chu = - / -
mat nuoc tu sang toi gio = - / -
"""

PERSONAS = {
    "pensioners": PENSIONERS,
    "women at the market": WOMEN_AT_THE_MARKET,
    "men": MEN,
    "young people": YOUNG,
    "children": CHILDREN,
    "said to the assistant": TO_THE_ASSISTANT,
    "others told of": OTHERS_TOLD_OF,
    "for somebody else": FOR_SOMEBODY_ELSE,
    "later visitors": LATER_VISITORS,
    "in any sentence": SPEAKERS_IN_ANY_SENTENCE,
}


def rows(table: str) -> list[tuple[str, Speaker]]:
    made = []
    for line in table.strip().splitlines():
        typed, _, meant = line.partition(" = ")
        me, us, *another = meant.split(" / ")
        made.append((typed, Speaker(None if me == "-" else me, None if us == "-" else us, another == ["for"])))
    return made


TABLE = [(persona, typed, speaker) for persona, table in PERSONAS.items() for typed, speaker in rows(table)]


def test_the_table_is_large_and_says_nothing_twice() -> None:
    assert len(TABLE) >= 250
    assert len({typed for _, typed, _ in TABLE}) == len(TABLE)


@pytest.mark.parametrize(("persona", "typed", "speaker"), TABLE)
def test_a_speaker_is_heard(persona: str, typed: str, speaker: Speaker) -> None:
    assert speaker_of(typed) == speaker, persona


# A name is known by its capital, so only what is typed without any can be typed otherwise.
@pytest.mark.parametrize("typed", [typed for _, typed, _ in TABLE if typed.islower()][::5])
def test_capitals_spaces_and_final_punctuation_change_nothing(typed: str) -> None:
    heard = speaker_of(typed)
    for variant in (typed.upper(), typed.capitalize(), f"  {typed}  ", f"{typed}.", f"{typed}!!!", f"{typed} 🙏"):
        assert speaker_of(variant) == heard


@given(st.text(st.characters(exclude_categories=())))
def test_no_text_is_too_odd(text: str) -> None:
    heard = speaker_of(text)
    assert heard == speaker_of(text)
    assert heard.calls_us in (None, "con", "cháu", "em", "anh", "chị", "bạn")


WORDS = (
    "bác bà cô con cháu em tôi tui chị anh o dì mẹ nội hỏi giúp cho chỉ với muốn không rành bị lừa ơi dạ là ai mà để vì | ."
).split()


@given(st.lists(st.sampled_from(WORDS), max_size=30), st.booleans())
def test_nobody_has_the_same_word_for_both(words: list[str], marked: bool) -> None:
    from nlu.text import strip_diacritics

    text = " ".join(words)
    heard = speaker_of(text if marked else strip_diacritics(text))
    assert heard.calls_self is None or heard.calls_self != heard.calls_us


@given(
    st.lists(st.sampled_from("điện nước tiền học phí ngân hàng thẻ mã QR chuyển khoản đóng ở đâu bao nhiêu".split()))
)
def test_a_question_without_persons_says_nothing(words: list[str]) -> None:
    assert speaker_of(" ".join(words)) == Speaker(None, None, False)


@pytest.mark.parametrize(
    "piece", ["em không ", "mà em ", "để bà ", "chỉ bà ", "| ", "con ơi ", "vì vì ", "a", "mẹ em ", "dạ "]
)
def test_a_pasted_page_takes_no_longer_than_its_beginning(piece: str) -> None:
    speaker_of("bác muốn hỏi"), speaker_of("bac muon hoi")
    started = time.perf_counter()
    speaker_of(piece * 50_000)
    assert time.perf_counter() - started < 0.5
