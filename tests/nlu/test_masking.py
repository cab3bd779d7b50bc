from __future__ import annotations

import re
import time
import unicodedata

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from nlu.masking import MASK, mask_secrets
from nlu.numbers import LABELS, read
from nlu.personal import mask_personal
from nlu.text import clean, strip_diacritics


def lines(block: str) -> list[str]:
    return block.strip().split("\n")


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


# As people, banks and fraudsters write them.
MORE_CODES = lines("""
OTP cua ban la {}. Khong cung cap cho bat ky ai
Ma xac thuc: {}
{} la ma OTP
{} la ma xac thuc Zalo cua ban
{} là mã xác nhận Facebook của bạn
G-{} is your Google verification code
<#> {} la ma xac thuc tai khoan cua ban
nó kêu đọc mã. em đọc {} rồi
em đọc 6 số {} cho nó
em lỡ đọc {} cho nó rồi
em đọc cho nó {}
em đọc cho nó nghe {} xong mất tiền
ma xac nhan no gui ve la {}
mã nó gửi về là {}
mã gửi về zalo là {}
mã otp gửi về số điện thoại của em là {}
otp vào tài khoản em là {}
mã otp của tài khoản em là {}
VCB: Ma OTP cho giao dich chuyen tien den TK 19036512345678 so tien 5,000,000 VND la {}
Quy khach dang thuc hien GD 5,000,000 VND. Ma OTP: {}. Hieu luc 2 phut
Ma OTP cua Quy khach cho giao dich chuyen tien den tai khoan 19036512345678 NGUYEN VAN A so tien 5.000.000 VND la {}
opt là {}
mã opt {}
OTP:{}
otp={}
otp-{}
otp.{}
(otp) {}
otp/{}
[OTP] {}
otp: "{}"
mxn {}
ma xn {} nha
code {} nha shop
code là {}
mã token {}
smart otp nó hiện {}
mã kích hoạt smart otp là {}
mã đăng nhập {}
mã bí mật {}
mã mở khoá: {}
mã 6 số {}
mã 6 số là {}
dãy số {}
nó gửi 6 số là {}
nó xin mã {} em cho luôn
dạ mã {} ạ
mã: {}
mã là {}
có mã gửi về máy em đưa nó {} luôn
nó bảo có mã otp rồi em nhắn cho nó {}
em gửi otp cho nó rồi, {} đó
họ nói gửi mã xác nhận về, em đọc luôn, số là {}
tôi đã cung cấp otp {} cho đối tượng
cung cấp mã {} cho kẻ gian
em nhập {} vào trang web
em nhập mã {} vô app rồi
ô tê pê là {}
O.T.P {}
o t p là {}
em đưa nó cái otp {} rồi nó trừ 15 triệu
otp nó gọi hoài em cho luôn {}
nó bảo là công an, kêu em đọc mã otp, em run quá đọc đại {} luôn
otp {} ngay 12/11/2026
otp {} ngày 12/11
otp {} lan oi
otp {} k biet sao
otp {} 2 phut het han
otp {} 0912345678
0912345678 otp {}
stk 19036512345678 otp {}
số tài khoản 19036512345678, mã otp {}
otp {} stk 19036512345678
mã pin thẻ {}
mã pin của em là {}
pin: {}
em bấm pin {} rồi
pin atm em là {}
mã pin 6 số là {}
pin smart banking {}
mã pin digibank của con là {} nha
{} là mã pin của em
số {} là mã otp nó gửi
{} otp của em
{} đó là mã otp
tin nhắn ghi {} là OTP
mình có cho nó mã số {}
mã bảo mật {}
your otp is {}
your verification code is {}
use {} as your otp
mật mã {}
nó hỏi mã em nói {}
mã xác nhận nó đọc em nghe rồi em đọc lại {}
em có đưa mã otp gồm 6 số là {}
MA OTP LA {}
otp của bạn: {} (hiệu lực 5 phút)
BIDV: OTP {} de thanh toan 1.500.000 VND tai SHOPEE
{} la OTP de thanh toan 1.500.000VND
TPBank: Quy khach dang dang nhap. OTP: {}
nó kêu em chụp màn hình có otp {}
otp thứ nhất {}
otp lần 2 {}
gửi otp qua zalo {}
otp momo {}
otp shopee: {}
mã vneid {}
mã xác minh là {}
mã hai lớp {}
Mã xác nhận({})
otp,{}
otp...{}
otp nè {}
OTP la:{}
otp nó hỏi thì em nói là {}
em khai mã {} cho nó
em nói cho nó biết mã là {}
em báo mã {} cho nó xong
đọc dãy {}
em đọc dãy số {} trên màn hình
nó kêu em đọc mã, em đọc: {}
nó: đọc mã đi. em: {}
mã nó là {}
em lỡ nói mã otp ra rồi, hình như là {}
shipper bảo đọc mã {} để nhận hàng
nó gọi xưng công an bảo đọc mã otp để làm VNeID mức 2, tôi đọc {} và mất 15 triệu
con trai tôi đọc mã otp {} cho người lạ rồi bị trừ 5.000.000đ
mẹ em 70 tuổi đọc otp {} cho nó
em gửi ảnh có mã {} cho nó qua zalo 0912345678
mã otp của mẹ em là {} ạ, mất 20tr
otp là {}, giờ làm sao
otp là {} nha em
OTP={};
mã otp gồm {}
otp bao gồm 6 số {}
mã otp: {} (6 số)
otp đây: {}
otp đây nè {}
mình nhập otp {} mà báo sai
sao otp {} không đúng
nhập {} mà nó báo mã sai
mã {} sai
mã {} này có sao không
mã {} hết hạn rồi
otp {} còn dùng được không
otp {} này là của ai
em nhận được mã {} từ vietcombank
tự nhiên có tin nhắn mã otp {} gửi về
tin nhắn từ vietcombank: {} la ma OTP cua quy khach
[Agribank] Ma OTP: {}. Giao dich 2,000,000 VND
TCB: {} la OTP cho GD 2000000 VND. Tuyet doi khong chia se
Quy khach vui long nhap ma {} de xac thuc
Ma xac minh cua ban la {}
Ma dang nhap zalo cua ban la {}
Zalo: {} la ma kich hoat
Facebook: {} là mã xác nhận của bạn
Mã VNeID của bạn là {}
{} là mật khẩu một lần của bạn
mat khau mot lan {}
mật khẩu dùng một lần (OTP) {}
mật khẩu otp {}
mã pin ví momo {}
mã pin momo: {}
đổi pin thành {}
mã pin cũ {} mới đổi
em để pin {}
pin em là {} ạ
pin của mẹ em {}
mã thẻ atm là {}
mã pin rút tiền {}
mã smartotp {}
smartotp {}
mã sinh trắc {}
số pin: {}
em cho nó biết mã pin {} rồi
mã an toàn {}
mã giao dịch otp {}
otp giao dịch là {}
otp chuyển tiền {}
otp rút tiền: {}
otp đăng nhập {}
otp vcb {}
vcb otp {}
otp của vietinbank ipay {}
otp nhận lúc 10h30 là {}
otp lúc 10:30 là {}
ngày 12/11 em đọc otp {}
12/11/2026 10:30 otp {}
chuyển 5 triệu otp {}
otp {} mất 500000
em đọc otp {} mất 2.000.000
""")
CODE_VALUES = [
    "482915", "4829", "48291577", "123-456", "482 915", "482.915", "48 29 15", "4 8 2 9 1 5", "4-8-2-9-1-5", "4, 8, 2, 9, 1, 5",
    "４８２９１５", "bốn tám hai chín một năm", "bốn, tám, hai, chín",
]  # fmt: skip
GLUED_CODES = lines("""
otp{}
""")
MORE_PASSWORDS = lines("""
pass em la {}
mk: {}
mk {}
mật khẩu của em là {}
mật khẩu em đặt là {}
mật khẩu facebook của em là {}
mk zalo: {}
mk fb em là {} nha
mật khẩu wifi là {}
password: {}
passwd {}
password is {}
mật khẩu mới {}
mật khẩu mới là {}
mật khẩu cũ là {}
đổi mật khẩu thành {}
đổi mk sang {} rồi
em lỡ đưa mật khẩu cho nó rồi {}
em cho nó mật khẩu {} rồi
{} là mật khẩu của em
em đặt {} làm mật khẩu
tên đăng nhập 0912345678 mật khẩu {}
user: hoa95 pass: {}
tk: 0912345678, mk: {}
tài khoản hoa95 mật khẩu {}
mật khẩu đăng nhập vcb digibank la {}
mật khẩu: "{}"
mật khẩu ({})
mật khẩu là "{}" ạ
mật khẩu {} bị lộ rồi
em lỡ đọc mật khẩu {} cho nó
mk ngân hàng {}
mk agribank {}
mật khẩu app agribank {} còn dùng được không
mật khẩu thẻ là {}
mật khẩu tài khoản vcb {}
mật khẩu vneid là {}
mật khẩu -> {}
mật khẩu={}
mat khau dien thoai {}
mật khẩu cấp 2 là {}
mật khẩu smart banking của tôi: {}
nó bắt em đọc mật khẩu là {}
pass: {}, otp chưa đọc
pass wifi {}
pass {}
pw {}
mkhau {}
pass của con là {}
con lỡ nhập mật khẩu {} vào link
em nhập mật khẩu là {} vào trang đó
mật khẩu email của tôi là {}
mật khẩu là {}. mong giúp
""")
PASSWORD_VALUES = ["Abc@123", "ngocanh1990", "Thanh2024!", "hoa_95@x", "123456", "P@ssw0rd", "Minh#88", "19901112"]
MORE_CARDS = lines("""
{}
số thẻ {}
thẻ visa {} bị trừ tiền
thẻ em {} hết hạn 12/27 cvv chưa đọc
em nhập số thẻ {} rồi
thẻ: {}
the atm {} cua em
số thẻ {} tên NGUYEN VAN A
thẻ napas {}
em đưa nó số thẻ {} với số điện thoại 0912345678
mastercard {}
tôi gửi ảnh thẻ {} cho họ
tài khoản 19036512345678 thẻ {}
""")
CARD_VALUES = [
    "4111 1111 rồi 1111 1111",
    "4111, 1111, 1111, 1111",
    "4111 1111 1111, rồi tới 1111",
    "9704 1800 0000 0018",
    "3782 822463 10005",
    "４１１１１１１１１１１１１１１１",
    "4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1",
    "bốn một một một một một một một một một một một một một một một",
    "41 11 11 11 11 11 11 11",
    "4111/1111/1111/1111",
    "411111 1111111111",
    "4111_1111_1111_1111",
]
MORE_CVVS = lines("""
cvv {}
mã cvv {}
cvv là {}
cvc: {}
cvv2={}
số cvv {}
3 số sau thẻ là {}
3 số mặt sau {}
ba số mặt sau thẻ là {}
mã bảo mật 3 số {}
mã bảo mật thẻ {}
số bảo mật {}
em đọc cvv cho nó là {}
thẻ visa hết hạn 12/27, cvv {}
{} là số cvv
nó hỏi 3 số phía sau, em đọc {}
cvv của thẻ em {}
cvv/cvc {}
em lỡ cho nó 3 số sau thẻ {}
mã số bí mật sau thẻ {}
""")
MORE_KEPT = lines("""
quên mật khẩu thì sao
mật khẩu có cần đổi không
otp là gì
otp la gi vay em
mã pin có mấy số
mã OTP có 6 số phải không
OTP hết hạn sau 5 phút
otp không về máy
em không nhận được otp từ 3 ngày nay
nó xin otp mà em không cho
em bị lừa 15 triệu sau khi đọc otp
lộ otp mất 4.829.150đ
mất 482915 đồng vì đọc otp
em đọc otp xong bị trừ 2.500.000
em đọc otp xong mất 12500000
nó lấy otp rồi chuyển 35 triệu vào stk 19036512345678 vcb
em đọc mã otp cho số 0912345678
số 0912 345 678 gọi xin mã otp
+84 912 345 678 gọi xin otp
nó gọi từ số 02439999999 kêu đọc mã otp
gọi 113 hay 156 khi lộ otp
lộ otp gọi 113
lộ otp gọi số 19001909
otp lộ rồi gọi tổng đài 1900 9247
soạn VCB KT TOANBO gửi 6167
em không có otp, soạn tin gửi 8149 được không
Nghị định 13/2023 nói gì về otp
NĐ 368/2025
144/KH-UBND
kế hoạch 156/KH-UBND năm 2022
quyết định 2345/QĐ-NHNN về xác thực khuôn mặt
theo quyết định 2345 chuyển trên 10 triệu phải xác thực
thông tư 17/2024/TT-NHNN
mã khách hàng PE01000123456
mã khách hàng 12345678
mã kh PC05HH0123456 quên mật khẩu app
ma kh 1234567 nhap otp khong duoc
mã học sinh 12345678
mã học sinh HS123456
mã số thuế 0312345678
mst 8012345678-001
mã giao dịch 123456
mã giao dịch FT26325123456789
ma gd 482915
mã đơn hàng 482915
mã hồ sơ 000.00.12.H48-261122-0001
mã hoá đơn 0012345
số hoá đơn 482915
mã hợp đồng 482915
mã chi nhánh 482915
mã giảm giá TET2026
mã giới thiệu ABC123
mã sinh viên 20210123
mã nhân viên 482915
mã bưu chính 570000
mã vùng 0255
mã QR là gì
quét mã qr 500k
mã số bảo hiểm xã hội 5116123456
thẻ bhyt DN4510512345678
stk 482915
số tài khoản 12345678 nó xin otp
tk 12345678
tài khoản 102003004005 của nó
chuyển vào 102003004005
chuyển 500000 vào 1903651234
căn cước 051099001234
cmnd 212345678
sinh năm 1990
em sinh 1990 quên mật khẩu
quên mật khẩu từ năm 2024
quên mk từ 2024
đổi mật khẩu ngày 12/11/2026
đổi mật khẩu lúc 10h30
otp lúc 10:30 ngày 12/11
otp ngày 21-11-2026 không về
hôm 12.11.2026 em đọc otp
mật khẩu tối thiểu 8 ký tự
mật khẩu từ 8 đến 12 ký tự
mật khẩu phải có 6 số
mật khẩu 6 số quên rồi
nhập sai mật khẩu 5 lần bị khoá
nhập sai pin 3 lần
nhập otp 5 lần không được
pin điện thoại 5000mah
pin còn 15%
sạc pin 20000mah
mk bị lừa 5tr
mk chuyển 1500000 vào stk 19036512345678
mk mất 2tr5
cho mk hỏi đóng tiền điện
mk là Thảo ở Đức Phổ
mk tên Lan
sdt mk là 0912345678
sđt mk 0912345678
stk mk 19036512345678
số mk 0912345678
mật khẩu gửi về 0912345678
quên mật khẩu gọi số 19001909
quên mật khẩu app Agribank Plus
quên mật khẩu vietcombank
đổi mật khẩu facebook sao
mật khẩu zalo bị hack
mật khẩu wifi nhà em bị đổi
mật khẩu email abc@gmail.com quên rồi
pass lại vé 500k
mật khẩu và otp khác nhau sao
mật khẩu là gì
mật khẩu là sao
mật khẩu là bao nhiêu ký tự
cvv là 3 số sau thẻ hả
cvv là số nào
3 số sau thẻ là gì
em có đọc báo 2024
em đọc tin 12/11
đọc số điện 4829
chỉ số điện 12345 kwh
em nhập số tiền 500000
nhập 500000 đồng
nhập mã khách hàng 12345678
nhập số tài khoản 12345678
đọc số tài khoản 19036512 cho nó
em đọc số căn cước 051099001234 cho nó
em đọc số điện thoại 0912345678 cho nó
4 số cuối thẻ 1234
4 số cuối tài khoản là 5678
số đuôi 678
thẻ đuôi 1234 bị trừ tiền
thẻ 1234
thẻ hết hạn 12/27
số báo danh 482915
phòng 1203
số nhà 1234 đường Quang Trung
đóng 1234567 tiền điện
tiền điện 482915
tiền điện tháng 11 là 482915
tiền điện tháng này là 482.915
học phí 1250000
số dư 482915
số dư còn 4829150
phí 11000
phạt 1234500
GD: -482,915VND luc 10:30
SD: 12,345,678 VND
trừ 482,915
+500,000
em 65 tuổi quên otp
nhà em 5 người
cách 1234 km
năm 2026 có gì mới
2026
từ 1/7/2025
15tr5
2tr5 đi
1 triệu 250
hai triệu rưỡi
hai ba bốn năm nay em không dùng
ba bốn năm nay
năm năm nay chưa đóng
một hai ba ngày nữa
mười lăm triệu
em bị lừa hai mươi lăm triệu vì đọc otp
mã otp hết hạn sau hai phút
otp gửi ba lần rồi
một trăm hai mươi nghìn
không một ai giúp
tổ 12 thôn 3 xã Bình Sơn
mà em không biết
má em 70 tuổi bị lừa 50 triệu
ma em 70 tuoi bi lua 50 trieu
hệ thống 1022
công an 113
biển số 76A-12345
biển số 76-B1 123.45
imei 356938035643809
iphone 15 pro 256gb
độc hại
otp vietcombank 3 lần chưa tới
gửi otp sang số đuôi 678
hotline 1800 588 822
tổng đài 1800.9000
*101#
bấm *998#
tk 0912345678 quên mật khẩu
em nhận tin nhắn từ 9029
đầu số 8149 gửi otp
nó xưng công an số hiệu 123-456
số hiệu 123456
huy hiệu công an số 482-915
chuyển nhầm 482915
chuyen 482915 vao tk 19036512345678
tiền nước quý 3 là 125400
cọc 2000000
mua hàng 350500
bán 2 350 500 đ
em đọc otp mất 2 350 500 đ
otp giao dịch 1.250.000 đồng
thu nhập 15000 usd
nhập viện 2019
xã 2026
phiên bản 10.2.4
VNeID mức 2
ip 192.168.1.1
19036512345678
0912345678
051099001234
số tham chiếu 482915
ref 482915123
số bút toán 482915
ủng hộ 482915 đồng
lớp 10a1 khoá 2024
em dùng otp được 2 năm rồi
otp sms 2 chiều
smart otp 2 lớp
mật khẩu cấp 2
tên đăng nhập và mật khẩu
đăng nhập bằng số 0912345678
mật khẩu cũ quên mật khẩu mới không đặt được
sao em đổi mật khẩu hoài không được
đặt mật khẩu là ngày sinh có sao không
đừng đặt mật khẩu là số điện thoại
mật khẩu là không được cho ai
mật khẩu: quên rồi
mã pin: quên rồi
otp: không có
mã: không thấy
nó đòi 3 thứ: otp, mật khẩu, pin
em chuyển 3 lần: 500k, 1tr, 2.000.000đ rồi nó xin otp
combo 500 k otp
chuyển 20 000 000 cho nó rồi đọc otp
nó hứa trả 300%
thẻ tín dụng 4,5%/năm
lãi 1.5%
100.000đ/tháng
otp lần 2 vẫn sai
quá 5 lần nhập sai mã pin
pin mới mua 350000
thay pin 350000 đồng
""")

# Phone numbers, account numbers and the like: every way of writing in every sentence.
PHONE_SENTENCES = lines("""
sđt {}
số điện thoại của em là {}
gọi {} giúp em
nó gọi bằng số {} xưng công an
liên hệ {} nha
{} là số của em
em để số {} nhé
zalo {}
đt: {}
số {} gọi lừa đảo, mất 15 triệu
{}
điện thoại em {}, mất 5tr
số lạ {} nhắn tin
kết bạn zalo số {}
cho em xin gọi lại {} ạ
alo {}
của {} ạ
""")
PHONES = lines("""
0912345678
0912.345.678
0912 345 678
0912-345-678
091 234 5678
09 1234 5678
+84 912 345 678
+84912345678
84912345678
(+84) 912345678
+84 (0) 912345678
0 9 1 2 3 4 5 6 7 8
(0255) 3822123
0255 3822 123
02553822123
0255-3822-123
0208.3855.123
không chín một hai ba bốn năm sáu bảy tám
0168 123 4567
0912,345,678
09123 45678
0912 3456 78
""")
ACCOUNT_SENTENCES = lines("""
stk {}
stk: {} vcb
số tài khoản {}
em chuyển vào {} rồi
chuyển 5 triệu vào tk {}
tài khoản nhận {} ngân hàng mb
nó cho số tk {} bidv
tk {} tên chủ là ai
stk của nó là {}
chuyển khoản tới {} 15tr
{} vietcombank
số tài khoản lừa đảo là {}
tk vietinbank {}
stk nhận tiền: {}
tài khoản ngân hàng của nó {}
số tk vcb: {}
""")
ACCOUNTS = lines("""
19036512345678
1903 6512 3456 78
0071000123456
102003004005
12345678
123456789
1903.6512.3456.78
0381000123456
19036512
9704229201234567890
21510001234567
1903-6512-345678
6220 2051 8888 8
""")
NAME_SENTENCES = lines("""
tôi tên {}, muốn hỏi
em tên là {} ở Đức Phổ
em tên {} ạ
mình tên {} bị lừa 5 triệu
tên tôi là {}
tên em là {} sđt 0912345678
họ tên: {}
họ và tên: {}, cccd 051099001234
tên con tôi là {} học lớp 3
con tôi tên {} học lớp 3
dạ em tên {} muốn hỏi đóng tiền điện
tui tên {} 65 tuổi
cháu tên là {} có 500k
em tên {} số điện thoại 0912345678
em tên {}. em bị lừa
""")
FULL_NAMES = lines("""
Nguyễn Văn An
Trần Thị Bé
Lê Hoàng Long
Phạm Thị Kim Oanh
Võ Thị Thu Hà
Thảo
Lan Anh
Bảo Ngọc
Minh
Hùng
Đinh Văn Xiêng
Hồ Thị Nga
Nông Văn Tú
Hoàng Thị Mỵ
Nguyễn Văn A
Đặng Quốc Bảo
Bùi Thị Xuân
Ngô Thanh Vân
Huỳnh Tấn Phát
Phan Văn Tài
Đỗ Thị Tuyết Mai
Dương Chí Cường
Trương Thị Lành
Lý Thị Sen
Cao Văn Minh
Kiều Oanh
Sáu
Tư
Ngọc Trinh
Thanh Tâm
Phương
Hạnh
Hiền
Tâm
Thu
Dung
Quyên
Tùng
Đạt
Yến
""")
OTHERS: list[tuple[str, list[str], list[str]]] = [
    (
        "id",
        [
            "cccd {}",
            "căn cước {}",
            "số cccd của em là {}",
            "{}",
            "căn cước công dân số {}",
            "số định danh {}",
            "cccd: {} cấp 2021",
        ],
        ["051099001234", "051 099 001 234", "0510 9900 1234", "051.099.001.234", "019188004567"],
    ),
    (
        "id",
        ["cmnd {}", "chứng minh nhân dân {}", "cmt: {}", "số cmnd cũ {}"],
        ["212345678", "212 345 678", "091234567"],
    ),
    (
        "reference",
        ["mã khách hàng {}", "mã kh là {}", "mã điện {}", "{}", "hoá đơn điện mã {}", "mã kh: {} nợ 500k"],
        ["PE01000123456", "PC05HH0123456", "PA03020123456", "PC05 HH01 2345 6", "pe 0100 0123 456", "PA25-0101-23456"],
    ),
    (
        "reference",
        ["mã học sinh {}", "mã hs {}", "mã số thuế {}", "mã giao dịch {}", "mã hồ sơ {}"],
        ["HS123456", "12345678", "QN0012345", "0312345678", "FT26325123456789", "2026001234"],
    ),
    (
        "plate",
        ["biển số {}", "xe {} bị phạt nguội", "phạt nguội xe {}", "biển số xe em là {}"],
        ["76A-12345", "76A-123.45", "76A12345", "20C1-234.56", "76B1-12345", "76A 123.45", "76-B1 123.45"],
    ),
    (
        "email",
        ["email {}", "mail em là {}", "gửi qua {} nha"],
        ["nguyenvana@gmail.com", "abc.xyz95@yahoo.com.vn", "a_b-c@quangngai.gov.vn"],
    ),
    (
        "profile",
        ["fb em {}", "nick {}", "nó nhắn từ {} nhé", "kết bạn {}"],
        [
            "@nguyenvana",
            "https://facebook.com/nguyen.van.a",
            "fb.com/abc.95",
            "zalo.me/0912345678",
            "https://www.facebook.com/profile.php?id=1000123",
            "m.me/abc",
            "t.me/abc123",
        ],
    ),
]
PERSONAL = lines("""
tôi tên Nguyễn Văn A, sđt 0912345678 => tôi tên [tên], sđt [số điện thoại]
em tên là Thảo ở Đức Phổ muốn hỏi => em tên là [tên] ở Đức Phổ muốn hỏi
em ten thao o duc pho => em ten [tên] o duc pho
toi ten la nguyen van a => toi ten la [tên]
em tên lan anh muốn hỏi đóng tiền điện => em tên [tên] muốn hỏi đóng tiền điện
em ten lan anh oi => em ten [tên] oi
tui là Trần Thị Bé, 65 tuổi => tui là [tên], 65 tuổi
tui la tran thi be 65 tuoi => tui la [tên] 65 tuoi
họ tên: Lê Văn Tám => họ tên: [tên]
họ và tên: phạm thị hoa => họ và tên: [tên]
tên con tôi là Nguyễn Bảo Ngọc lớp 3 => tên con tôi là [tên] lớp 3
ten con toi la bao ngoc lop 3 => ten con toi la [tên] lop 3
con tôi tên Minh Khôi học trường THCS Nguyễn Nghiêm => con tôi tên [tên] học trường THCS Nguyễn Nghiêm
ông Nguyễn Văn B gọi => ông [tên] gọi
bà Tư bị lừa 15 triệu => bà [tên] bị lừa 15 triệu
anh Nam ở tổ 3 phường Nghĩa Lộ => anh [tên] ở tổ 3 phường Nghĩa Lộ
chủ tài khoản NGUYEN VAN A => chủ tài khoản [tên]
stk 19036512345678 NGUYEN VAN A vcb => stk [số tài khoản] [tên] vcb
stk 0071000123456 Vietcombank tên Trần Văn Cường => stk [số tài khoản] Vietcombank tên [tên]
chuyển cho TRAN THI HUONG 5 triệu => chuyển cho [tên] 5 triệu
chu tk la pham van hung => chu tk la [tên]
người nhận: LE VAN C => người nhận: [tên]
0912345678 0912.345.678 0912 345 678 +84 912 345 678 84912345678 (0255) 3822123 0255.3822.123 02553822123 => [số điện thoại] [số điện thoại] [số điện thoại] [số điện thoại] [số điện thoại] [số điện thoại] [số điện thoại] [số điện thoại]
không chín một hai ba bốn năm sáu bảy tám gọi em => [số điện thoại] gọi em
gọi 0255 382 6417 => gọi [số điện thoại]
sđt: 912345678 => sđt: [số điện thoại]
zalo 0912345678 => zalo [số điện thoại]
stk 19036512345678 => stk [số tài khoản]
stk 1903 6512 3456 78 => stk [số tài khoản]
stk 190.365.123.456 => stk [số tài khoản]
stk: 12345678 => stk: [số tài khoản]
số tài khoản của nó ở Vietcombank là 1903651 => số tài khoản của nó ở Vietcombank là [số tài khoản]
tk ngân hàng 0071000123456 => tk ngân hàng [số tài khoản]
chuyển vào 102003004005 => chuyển vào [số tài khoản]
tài khoản 482915 => tài khoản [số tài khoản]
cccd 051099001234 => cccd [căn cước]
căn cước 051 099 001 234 => căn cước [căn cước]
cmnd 212345678 => cmnd [căn cước]
051099001234 => [căn cước]
hộ chiếu C1234567 => hộ chiếu [hộ chiếu]
mã khách hàng PE01000123456 => mã khách hàng [mã]
PC05HH0123456 => [mã]
mã kh PA 03 0201 2345 678 => mã kh [mã]
mã kh 12345678 => mã kh [mã]
mã học sinh HS123456 => mã học sinh [mã]
mã học sinh 12345678 => mã học sinh [mã]
mã số thuế 0312345678 => mã số thuế [mã]
mst 8012345678-001 => mst [mã]
biển số 76A-12345 => biển số [biển số]
xe 76-B1 123.45 => xe [biển số]
76A12345 => [biển số]
số nhà 12 đường Quang Trung => số nhà [số nhà] đường Quang Trung
nhà số 12/5A hẻm 3 => nhà số [số nhà] hẻm [số nhà]
ở số 12 đường Phan Đình Phùng => ở số [số nhà] đường Phan Đình Phùng
email nguyenvana@gmail.com => email [email]
em gửi abc.xyz@vnpt.vn rồi => em gửi [email] rồi
https://vietcombank-login.xyz/abc?u=0912345678 => https://vietcombank-login.xyz
vào link vcb-verify.top/login?id=5 đi => vào link vcb-verify.top đi
www.evn.com.vn/tra-cuu?ma=PC05 => www.evn.com.vn
https://facebook.com/nguyen.van.a => [trang cá nhân]
fb.com/abc => [trang cá nhân]
zalo.me/0912345678 => [trang cá nhân]
@nguyenvana => [trang cá nhân]
otp 482915 và stk 19036512345678 => otp ▒▒▒ và stk [số tài khoản]
mật khẩu Abc@123 => mật khẩu ▒▒▒
mã giao dịch FT26325123456789 => mã giao dịch [mã]
mã giao dịch 123456 => mã giao dịch [mã]
mã hồ sơ 000.00.12.H48-261122-0001 => mã hồ sơ [mã]
nguyễn văn an chuyển khoản cho tôi 2 triệu => [tên] chuyển khoản cho tôi 2 triệu
nguyen thi hoa bi lua 5tr => [tên] bi lua 5tr
em là Hương bán cá chợ Sa Huỳnh => em là [tên] bán cá chợ Sa Huỳnh
em ten hoa, sdt 0987654321, stk 123456789 bidv => em ten [tên], sdt [số điện thoại], stk [số tài khoản] bidv
mk tên Lan => mk tên [tên]
con chau ten gia huy bi lua => con chau ten [tên] bi lua
cháu tên Đinh Thị Y Lan ở Ba Tơ => cháu tên [tên] ở Ba Tơ
vợ em là Lan => vợ em là [tên]
chồng tôi tên Hùng bị lừa 20 triệu => chồng tôi tên [tên] bị lừa 20 triệu
nó xưng tên Tuấn công an => nó xưng tên [tên] công an
nó tên Trần Quốc Bảo => nó tên [tên]
cô Hoa dạy con tôi => cô [tên] dạy con tôi
thầy Minh => thầy [tên]
EM TEN LA NGUYEN VAN A O DUC PHO BI LUA 5 TRIEU => EM TEN LA [tên] O DUC PHO BI LUA 5 TRIEU
TÔI TÊN THẢO MUỐN HỎI => TÔI TÊN [tên] MUỐN HỎI
cảm ơn chị Thảo => cảm ơn chị [tên]
anh ấy là Nam => anh ấy là [tên]
""")
NOT_PERSONAL = lines("""
quên mật khẩu thì sao
mật khẩu có cần đổi không
otp là gì
otp la gi vay em
mã pin có mấy số
mã OTP có 6 số phải không
OTP hết hạn sau 5 phút
otp không về máy
em không nhận được otp từ 3 ngày nay
nó xin otp mà em không cho
em bị lừa 15 triệu sau khi đọc otp
lộ otp mất 4.829.150đ
mất 482915 đồng vì đọc otp
em đọc otp xong bị trừ 2.500.000
em đọc otp xong mất 12500000
gọi 113 hay 156 khi lộ otp
lộ otp gọi 113
lộ otp gọi số 19001909
otp lộ rồi gọi tổng đài 1900 9247
soạn VCB KT TOANBO gửi 6167
em không có otp, soạn tin gửi 8149 được không
Nghị định 13/2023 nói gì về otp
NĐ 368/2025
144/KH-UBND
kế hoạch 156/KH-UBND năm 2022
quyết định 2345/QĐ-NHNN về xác thực khuôn mặt
theo quyết định 2345 chuyển trên 10 triệu phải xác thực
thông tư 17/2024/TT-NHNN
mã chi nhánh 482915
mã bưu chính 570000
mã vùng 0255
mã QR là gì
quét mã qr 500k
sinh năm 1990
em sinh 1990 quên mật khẩu
quên mật khẩu từ năm 2024
quên mk từ 2024
đổi mật khẩu ngày 12/11/2026
đổi mật khẩu lúc 10h30
otp lúc 10:30 ngày 12/11
otp ngày 21-11-2026 không về
hôm 12.11.2026 em đọc otp
mật khẩu tối thiểu 8 ký tự
mật khẩu từ 8 đến 12 ký tự
mật khẩu phải có 6 số
mật khẩu 6 số quên rồi
nhập sai mật khẩu 5 lần bị khoá
nhập sai pin 3 lần
nhập otp 5 lần không được
pin điện thoại 5000mah
pin còn 15%
sạc pin 20000mah
mk bị lừa 5tr
mk mất 2tr5
cho mk hỏi đóng tiền điện
quên mật khẩu gọi số 19001909
quên mật khẩu app Agribank Plus
quên mật khẩu vietcombank
đổi mật khẩu facebook sao
mật khẩu zalo bị hack
mật khẩu wifi nhà em bị đổi
pass lại vé 500k
mật khẩu và otp khác nhau sao
mật khẩu là gì
mật khẩu là sao
mật khẩu là bao nhiêu ký tự
cvv là 3 số sau thẻ hả
cvv là số nào
3 số sau thẻ là gì
em có đọc báo 2024
em đọc tin 12/11
đọc số điện 4829
chỉ số điện 12345 kwh
em nhập số tiền 500000
nhập 500000 đồng
4 số cuối thẻ 1234
4 số cuối tài khoản là 5678
số đuôi 678
thẻ đuôi 1234 bị trừ tiền
thẻ 1234
thẻ hết hạn 12/27
phòng 1203
đóng 1234567 tiền điện
tiền điện 482915
tiền điện tháng 11 là 482915
tiền điện tháng này là 482.915
học phí 1250000
số dư 482915
số dư còn 4829150
phí 11000
phạt 1234500
GD: -482,915VND luc 10:30
SD: 12,345,678 VND
trừ 482,915
+500,000
em 65 tuổi quên otp
nhà em 5 người
cách 1234 km
năm 2026 có gì mới
2026
từ 1/7/2025
15tr5
2tr5 đi
1 triệu 250
hai triệu rưỡi
hai ba bốn năm nay em không dùng
ba bốn năm nay
năm năm nay chưa đóng
một hai ba ngày nữa
mười lăm triệu
em bị lừa hai mươi lăm triệu vì đọc otp
mã otp hết hạn sau hai phút
otp gửi ba lần rồi
một trăm hai mươi nghìn
không một ai giúp
tổ 12 thôn 3 xã Bình Sơn
mà em không biết
má em 70 tuổi bị lừa 50 triệu
ma em 70 tuoi bi lua 50 trieu
hệ thống 1022
công an 113
iphone 15 pro 256gb
độc hại
otp vietcombank 3 lần chưa tới
gửi otp sang số đuôi 678
hotline 1800 588 822
tổng đài 1800.9000
*101#
bấm *998#
em nhận tin nhắn từ 9029
đầu số 8149 gửi otp
nó xưng công an số hiệu 123-456
số hiệu 123456
huy hiệu công an số 482-915
chuyển nhầm 482915
tiền nước quý 3 là 125400
cọc 2000000
mua hàng 350500
bán 2 350 500 đ
em đọc otp mất 2 350 500 đ
otp giao dịch 1.250.000 đồng
thu nhập 15000 usd
nhập viện 2019
xã 2026
phiên bản 10.2.4
VNeID mức 2
ủng hộ 482915 đồng
lớp 10a1 khoá 2024
em dùng otp được 2 năm rồi
otp sms 2 chiều
smart otp 2 lớp
mật khẩu cấp 2
tên đăng nhập và mật khẩu
mật khẩu cũ quên mật khẩu mới không đặt được
sao em đổi mật khẩu hoài không được
đặt mật khẩu là ngày sinh có sao không
đừng đặt mật khẩu là số điện thoại
mật khẩu là không được cho ai
mật khẩu: quên rồi
mã pin: quên rồi
otp: không có
mã: không thấy
nó đòi 3 thứ: otp, mật khẩu, pin
em chuyển 3 lần: 500k, 1tr, 2.000.000đ rồi nó xin otp
combo 500 k otp
chuyển 20 000 000 cho nó rồi đọc otp
nó hứa trả 300%
thẻ tín dụng 4,5%/năm
lãi 1.5%
100.000đ/tháng
otp lần 2 vẫn sai
quá 5 lần nhập sai mã pin
pin mới mua 350000
thay pin 350000 đồng
Ma OTP cua ban LA MA SO BI MAT
Em chào chị, em muốn hỏi đóng học phí cho con
Công an xã Bình Sơn ở đâu
Ngân hàng Agribank chi nhánh Đức Phổ
anh Công an gọi cho em
chị Ngân hàng gọi
em ở Nguyễn Du, phường Cẩm Thành
Hồ sơ của em đâu
Chị Cho Em Hỏi Đóng Tiền Điện Ở Đâu
Em Muốn Hỏi
tên khách hàng là ai
tên đăng nhập của em là gì
em tên đăng nhập quên rồi
tên chủ tài khoản không đúng
tên tài khoản sai
người nhận chưa nhận được tiền
người bán hàng lừa em
con tôi học lớp 3
tôi là khách hàng của điện lực
em là dân Sơn Tịnh
em là Công nhân
tôi là Tổ trưởng tổ 5
tui là dân quê
con là Học sinh
em đây là lần đầu
xã Nghĩa Hành, huyện Tư Nghĩa, Ba Tơ, Trà Bồng, Mộ Đức, Đức Phổ, Lý Sơn
Phổ Yên, Sông Công, Đại Từ, Đồng Hỷ, Định Hoá, Phú Bình, Võ Nhai, La Hiên
đường Phạm Văn Đồng, đường Trần Hưng Đạo
UBND xã Trà Giang
ông bà già không biết chuyển khoản
cô chú nào biết chỉ giúp
bác nào biết
chú ý cẩn thận
Chú Ý: không đọc otp
chi tiết hoá đơn
Chi Tiết hoá đơn
cô giáo thu tiền
Cô Giáo thu tiền 1.500.000đ
bà con mình cẩn thận
con Trai tôi
dì út
nộp học phí trường THCS Trần Hưng Đạo 1.250.000đ ngày 12/11/2026
gửi 500k lúc 10h30 ngày 12/11
đóng 3 tháng 450.000đ
tổng đài 19001909, 1800 588 822, 113, 156, 1022
NĐ 368/2025, 144/KH-UBND
giá 350.000 - 500.000 đ
3.500 hộ, 120 xã
từ 2024-2026
năm 2025-2026
40.000.000-50.000.000
số lượng 10000000
lương 12000000
vay 50000000 trả góp
50000000
1500000
kwh 1234
0
lớp 12A1
quý 3/2026
kỳ 10/2026
tháng 11/2026 tiền điện 482.915đ
QĐ 2345/QĐ-NHNN
CT 10-CT/TU
Covid19
4G 5G
vnpt.vn dichvucong.gov.vn
mail của em bị hack
zalo bị hack
facebook Viettel Money
fb bị khoá
nick zalo bị mất
ví MoMo không nhận
ví momo 500000
chị ơi cho em hỏi
anh chị cho em hỏi
Anh Chị cho em hỏi
chủ tài khoản bị khoá
chủ tài khoản không nhận được
cskh.cpc.vn
đường Nguyễn Văn Linh
trường THPT Lê Quý Đôn
phường Trương Quang Trọng
thành phố Hồ Chí Minh
xã Bình Sơn tỉnh Quảng Ngãi
em là sinh viên
em là Sinh viên trường y
tôi là nông dân
tui la nong dan
toi la nguoi ban hang
mình là giáo viên
em tên gì
tên là gì
tên đăng nhập là gì
tên app là gì
ten gi
tài khoản tên gì
bà con ở đây
ông bà em
bác sĩ
""")


def plain(text: str) -> str:
    return strip_diacritics(text).lower()


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


@pytest.mark.parametrize("at", range(len(MORE_CODES)))
def test_a_code_is_masked_however_it_is_written(at: int) -> None:
    pattern = MORE_CODES[at]
    # Every sentence with some of the values, so that the neighbours have the others.
    values = ["482915", *CODE_VALUES[at % 6 :: 6]]
    written = [(pattern, value) for value in values]
    for pattern_as, value_as in [*written, (plain(pattern), plain(values[1])), (pattern.upper(), values[1].upper())]:
        masked = mask_secrets(pattern_as.replace("{}", value_as))
        assert masked.text == pattern_as.replace("{}", MASK)
        assert set(masked.kinds) <= {"code", "password"}


@pytest.mark.parametrize("pattern", GLUED_CODES)
def test_a_code_is_masked_when_the_space_is_missing(pattern: str) -> None:
    for value in ("482915", "4829", "4 8 2 9 1 5"):
        assert mask_secrets(pattern.replace("{}", value)).text == pattern.replace("{}", MASK)


@pytest.mark.parametrize("pattern", MORE_PASSWORDS)
def test_a_password_is_masked_however_it_is_written(pattern: str) -> None:
    for value in PASSWORD_VALUES:
        for pattern_as in (pattern, (plain(pattern), pattern.upper())[len(value) % 2]):
            masked = mask_secrets(pattern_as.replace("{}", value))
            assert masked.text == pattern_as.replace("{}", MASK)
            assert "password" in masked.kinds


@pytest.mark.parametrize("pattern", MORE_CARDS)
def test_a_card_number_is_masked_however_it_is_written(pattern: str) -> None:
    for value in CARD_VALUES:
        for pattern_as in (pattern, plain(pattern), pattern.upper()):
            masked = mask_secrets(pattern_as.replace("{}", value))
            assert masked.text == pattern_as.replace("{}", MASK)
            assert masked.kinds == ("card",)


@pytest.mark.parametrize("pattern", MORE_CVVS)
def test_a_card_security_code_is_masked_however_it_is_written(pattern: str) -> None:
    for value in ("321", "3 2 1", "ba hai một"):
        for pattern_as in (pattern, plain(pattern), pattern.upper()):
            assert mask_secrets(pattern_as.replace("{}", value)).text == pattern_as.replace("{}", MASK)


def test_amounts_phones_accounts_and_questions_are_kept() -> None:
    spellings = [(text, plain(text), text.upper(), f"chào em, {text}. giúp em với") for text in MORE_KEPT]
    assert [typed for row in spellings for typed in row if mask_secrets(typed).text != typed] == []


@pytest.mark.parametrize(
    ("label", "patterns", "values"),
    [("phone", PHONE_SENTENCES, PHONES), ("account", ACCOUNT_SENTENCES, ACCOUNTS), *OTHERS],
)
def test_personal_numbers_and_addresses_are_masked(label: str, patterns: list[str], values: list[str]) -> None:
    pairs = [(pattern, value) for pattern in patterns for value in values]
    pairs += [(plain(pattern), plain(value)) for pattern, value in pairs[::4]]
    pairs += [(pattern.upper(), value.upper()) for pattern, value in pairs[:: len(values) + 1]]
    for pattern, value in pairs:
        masked = mask_personal(pattern.replace("{}", value))
        assert value not in masked
        assert any(shown in masked for shown in LABELS.values()), masked
        assert not {part for part in re.findall(r"\d{3,}", value) if part in masked}


@pytest.mark.parametrize("pattern", NAME_SENTENCES)
def test_a_name_is_masked(pattern: str) -> None:
    for name in FULL_NAMES[NAME_SENTENCES.index(pattern) % 3 :: 3]:
        masked = mask_personal(pattern.replace("{}", name))
        assert masked.startswith(pattern.partition("{}")[0] + LABELS["name"])
        assert not set(name.split()) & set(re.findall(r"\w+", masked))


def test_what_a_log_shows() -> None:
    assert [
        f"{typed} => {mask_personal(typed)}" for typed, _, _ in (line.partition(" => ") for line in PERSONAL)
    ] == PERSONAL


def test_a_log_keeps_what_is_not_personal() -> None:
    assert [mask_personal(text) for text in NOT_PERSONAL] == NOT_PERSONAL


@pytest.mark.parametrize("at", range(0, len(MORE_KEPT), 8))
def test_sentences_around_a_secret_change_nothing(at: int) -> None:
    before, after = MORE_KEPT[at], MORE_KEPT[-at - 1]
    for index, pattern in enumerate(MORE_CODES[at // 8 % 10 :: 10]):
        code = ("482906", "4829")[index % 2]
        masked = mask_secrets(f"{before}. {pattern.replace('{}', code)}. {after}").text
        assert masked == f"{before}. {pattern.replace('{}', MASK)}. {after}"


@pytest.mark.parametrize("at", range(0, len(NOT_PERSONAL), 8))
def test_sentences_around_personal_data_change_nothing(at: int) -> None:
    before, after = NOT_PERSONAL[at], NOT_PERSONAL[-at - 1]
    for typed, _, shown in (line.partition(" => ") for line in PERSONAL[at // 8 % 8 :: 8]):
        if not typed.isupper():
            assert mask_personal(f"{before}. {typed}. {after}") == f"{before}. {shown}. {after}"


def test_secrets_are_masked_in_logs_too() -> None:
    assert mask_personal("thẻ 4111 1111 1111 1111, otp 482915, mk: hoahong99") == f"thẻ {MASK}, otp {MASK}, mk: {MASK}"


ANY = st.text(st.characters(exclude_categories=()))
AROUND = st.text(st.characters(codec="utf-8", exclude_categories=("N",)), max_size=30)
PIECES = st.lists(
    st.sampled_from(["otp", "mã", "pin", "là", "la", "mật khẩu", "mk", ":", "=", " ", " ", "-", ".", "(", "đ", "tr", "k", "cvv",
                     "4111 1111 1111 1111", "4111", "482913", "2", MASK, "stk", "của em", "abcd1234", "\n", "%"]),
    max_size=14,
).map("".join)  # fmt: skip

PERSONAL_PIECES = st.lists(
    st.sampled_from(["sđt", "stk", "cccd", "mã kh", "em tên", "là", "ông", "Nguyễn", "Văn", "A", "thao", "0912", "345678", "19036512345678",
                     "PE01000123456", "a@b.vn", "https://x.vn/a", "@abc", "76A-12345", "số nhà 12", "[tên]", "[mã]", MASK, " ", " ",
                     " ", ".", ",", "-", "/", ":", "(", "\n", "đ", "15tr", "12/11/2026", "không", "chín", "một", "hai"]),
    max_size=14,
).map("".join)  # fmt: skip


@given(ANY | PIECES)
def test_masking_twice_is_masking_once(text: str) -> None:
    once = mask_secrets(text)
    assert mask_secrets(once.text) == type(once)(once.text, ())
    assert bool(once.kinds) == (once.text != text)


@given(ANY | PIECES | PERSONAL_PIECES)
def test_masking_personal_data_twice_is_masking_it_once(text: str) -> None:
    once = mask_personal(text)
    assert mask_personal(once) == once


@given(st.text(st.sampled_from("aăâbcdđeêghiklmnoôơpqrstuưvxy áàảãạ,.?!😀"), max_size=80))
def test_without_digits_and_names_of_secrets_nothing_changes(text: str) -> None:
    assume(
        re.search(r"mat|ma|mk|pass|pw|otp|pin|cvv|doc|opt|mot|hai|ba|bon|nam|sau|bay|tam|chin|tu|khong", plain(text))
        is None
    )
    assert mask_secrets(text).text == text


@pytest.mark.parametrize(
    "piece",
    ["a", "1 ", "1.", "12/", "12:", "0912 ", "84 ", "khong ", "4111 roi ", "otp 1 ", "mk a1b2 ", "mk:", "a-", "a.", "@a", "a@b", "ten ",
     "em ten thao ", "Nguyễn Văn ", "ong A ", "Vo Nhai ", "pa1 ", "76a-", "so nha 1/", MASK, "[tên] ", "[số nhà] Lê ", "051 ",
     "482915 la ma otp ", "mk la hoa 1", 'mk "', "mk tu a1 thanh ", "so tai khoan hoc phi 1"],
)  # fmt: skip
def test_a_pasted_book_is_masked_in_linear_time(piece: str) -> None:
    def seconds(length: int) -> float:
        text = piece * (length // len(piece))
        started = time.process_time()
        mask_personal(text)  # which masks the secrets first
        return time.process_time() - started

    # Eight times the text; a quadratic pattern would take 64 times as long.
    short = max(min(seconds(250) for _ in range(2)), 0.002)
    assert seconds(2_000) < 24 * short


@settings(max_examples=50)
@given(AROUND, st.from_regex(r"[0-9]{4,8}", fullmatch=True), st.sampled_from(CODES[:10] + PINS[:3]), AROUND)
def test_a_code_is_never_left_in_the_text(before: str, code: str, pattern: str, after: str) -> None:
    # A unit right behind a number makes it an amount ("otp 500k").
    assume(re.match(r"\W*(k|tr|ng|t[yỷ]|[dđ]|v|%|ph|l|s|gi)", strip_diacritics(after).lower()) is None)
    masked = mask_secrets(f"{before} {pattern.format(code)} {after}")
    assert code not in masked.text
    assert "code" in masked.kinds


@settings(max_examples=50)
@given(AROUND, st.from_regex(r"[A-Za-z0-9@#!$]{3,20}[0-9]", fullmatch=True), st.sampled_from(PASSWORDS[:8]), AROUND)
def test_a_password_is_never_left_in_the_text(before: str, password: str, pattern: str, after: str) -> None:
    rest = f"{before} {pattern.format('')} {after}"
    assume(password not in rest)
    masked = mask_secrets(f"{before} {pattern.format(password)} {after}")
    assert password not in masked.text
    assert "password" in masked.kinds


@given(AROUND, st.integers(min_value=10**14, max_value=10**15 - 1), st.sampled_from(["", " ", "-"]), AROUND)
def test_a_card_number_is_never_left_in_the_text(before: str, account: int, separator: str, after: str) -> None:
    # Behind the name of an account or a paper it is that, even if its check digit fits.
    assume(not read(before).names)
    stem = f"4{account}"[:15]
    card = next(f"{stem}{digit}" for digit in range(10) if is_card_number(f"{stem}{digit}"))
    typed = separator.join(re.findall(".{4}", card))
    masked = mask_secrets(f"{before} {typed} {after}")
    assert typed not in masked.text
    assert "card" in masked.kinds
