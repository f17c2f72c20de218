"""Names as they are written in the Academy's twelve languages, each with a Latin spelling.

Given and family names that are common there; together they make nobody in particular.
"""

from dataclasses import dataclass

Spelling = tuple[str, str]
"""A name in its own script, and in Latin letters."""


@dataclass(frozen=True, slots=True)
class NameStock:
    """The names of one language; `joint` is what stands between family and given name."""

    given: tuple[Spelling, ...]
    family: tuple[Spelling, ...]
    family_first: bool = False
    joint: str = " "


def _same(text: str) -> tuple[Spelling, ...]:
    """Return names that are written in Latin letters anyway; an underscore stands for a space."""
    names = (name.replace("_", " ") for name in text.split())
    return tuple((name, name) for name in names)


def _pairs(text: str) -> tuple[Spelling, ...]:
    """Return names written `ສົມພອນ=Somphone`; an underscore stands for a space."""
    found = (pair.replace("_", " ").split("=") for pair in text.split())
    return tuple((own, latin) for own, latin in found)


NAMES: dict[str, tuple[NameStock, ...]] = {
    "en": (
        NameStock(
            _same(
                "Adam Alice Amanda Benjamin Charlotte Daniel Emma Gabriel Grace Hannah Isaac"
                " Joanna Joel Karen Leah Marcus Natalie Rachel Samuel Sarah Timothy Victoria"
            ),
            _same(
                "Aeria Braga Clarke D'Souza De_Cruz Dorai Fernandez Gomes Hendricks Jansen"
                " Monteiro Nonis O'Hara Oliveiro Pereira Rozario Sequeira Shepherdson Tessensohn"
            ),
        ),
    ),
    "zh-Hans": (
        NameStock(
            _pairs(
                "伟=Wei 芳=Fang 秀英=Xiuying 敏=Min 静=Jing 丽华=Lihua 强=Qiang 磊=Lei 洋=Yang"
                " 勇=Yong 建国=Jianguo 晓东=Xiaodong 雨桐=Yutong 浩然=Haoran 子涵=Zihan 思远=Siyuan"
                " 梦琪=Mengqi 佳怡=Jiayi 志明=Zhiming 国庆=Guoqing 春梅=Chunmei 文博=Wenbo"
            ),
            _pairs(
                "王=Wang 李=Li 张=Zhang 刘=Liu 陈=Chen 杨=Yang 黄=Huang 赵=Zhao 吴=Wu 周=Zhou"
                " 徐=Xu 孙=Sun 马=Ma 朱=Zhu 胡=Hu 林=Lin 郭=Guo 何=He 高=Gao 罗=Luo 韦=Wei 覃=Qin"
            ),
            family_first=True,
            joint="",
        ),
    ),
    "id": (
        NameStock(
            _same(
                "Adi Agus Ayu Bambang Budi Citra Dewi Dian Eka Endang Fitri Hendra Indah Joko"
                " Lestari Made Nur Putri Rahmat Ratna Rizky Sari Siti Slamet Sri Teguh Wayan Wulan"
            ),
            _same(
                "Saputra Wijaya Santoso Hidayat Setiawan Kusuma Pratama Nugroho Siregar Nasution"
                " Simanjuntak Wibowo Gunawan Susanto Utami Rahayu Lubis Hartono Maulana Suryani"
            ),
        ),
    ),
    "ms": (
        NameStock(
            _same(
                "Ahmad Amirul Azlan Fadzil Hafiz Hazim Iskandar Khairul Muhammad Nizam Razak"
                " Shahrul Syafiq Zulkifli"
            ),
            _same(
                "bin_Abdullah bin_Hassan bin_Ismail bin_Omar bin_Rahman bin_Othman bin_Zakaria"
                " bin_Kassim bin_Yusof bin_Salleh"
            ),
        ),
        NameStock(
            _same(
                "Aisyah Farah Faridah Haslinda Izzati Liyana Nadia Norhayati Nurul Rosmah Safiah"
                " Siti Suraya Zainab"
            ),
            _same(
                "binti_Ahmad binti_Yusof binti_Ibrahim binti_Mohamad binti_Salleh binti_Hamid"
                " binti_Abdullah binti_Hassan binti_Ramli binti_Osman"
            ),
        ),
    ),
    "th": (
        NameStock(
            _pairs(
                "สมชาย=Somchai สมศรี=Somsri มาลี=Malee ประเสริฐ=Prasert วิชัย=Wichai สุดา=Suda"
                " อนงค์=Anong กมล=Kamon ณัฐพงษ์=Nattapong ปิยะ=Piya พรทิพย์=Porntip รัตนา=Rattana"
                " ศิริพร=Siriporn ธนากร=Thanakorn นภา=Napha จันทร์เพ็ญ=Chanpen บุญมี=Bunmi"
                " วรรณา=Wanna อาทิตย์=Arthit กัญญา=Kanya ชลธิชา=Chonthicha ภูมิ=Phum"
            ),
            _pairs(
                "ใจดี=Jaidee ศรีสุข=Srisuk ทองดี=Thongdee แสงทอง=Saengthong วงศ์สวัสดิ์=Wongsawat"
                " บุญเรือง=Bunrueang พงษ์พันธ์=Phongphan สุขสวัสดิ์=Suksawat จันทร์ดี=Chandee"
                " แก้วมณี=Kaewmanee รุ่งเรือง=Rungrueang ชัยชนะ=Chaichana มีสุข=Meesuk คำแก้ว=Khamkaew"
            ),
        ),
    ),
    "vi": (
        NameStock(
            _pairs(
                "Anh=Anh Bình=Binh Dũng=Dung Đức=Duc Hải=Hai Hùng=Hung Khánh=Khanh Long=Long"
                " Minh=Minh Quân=Quan Sơn=Son Thắng=Thang Tuấn=Tuan Việt=Viet"
            ),
            _pairs(
                "Nguyễn_Văn=Nguyen_Van Trần_Quốc=Tran_Quoc Lê_Văn=Le_Van Phạm_Minh=Pham_Minh"
                " Phan_Thanh=Phan_Thanh Vũ_Đình=Vu_Dinh Bùi_Xuân=Bui_Xuan Đỗ_Hữu=Do_Huu"
                " Ngô_Gia=Ngo_Gia Hoàng_Đức=Hoang_Duc"
            ),
            family_first=True,
        ),
        NameStock(
            _pairs(
                "Châu=Chau Giang=Giang Hà=Ha Hạnh=Hanh Hoa=Hoa Hương=Huong Lan=Lan Linh=Linh"
                " Mai=Mai Ngọc=Ngoc Phương=Phuong Thảo=Thao Trang=Trang Yến=Yen"
            ),
            _pairs(
                "Nguyễn_Thị=Nguyen_Thi Trần_Thị=Tran_Thi Lê_Thị=Le_Thi Hoàng_Thị=Hoang_Thi"
                " Huỳnh_Ngọc=Huynh_Ngoc Võ_Thị=Vo_Thi Đặng_Thị=Dang_Thi Hồ_Thị=Ho_Thi"
                " Phạm_Thu=Pham_Thu Dương_Thị=Duong_Thi"
            ),
            family_first=True,
        ),
    ),
    "fil": (
        NameStock(
            _same(
                "Althea Andres Angelo Bayani Carmela Corazon Crisanto Dalisay Divina Fernando"
                " Gloria Imelda Isagani Jasmine Jerome Jose Juan Ligaya Luz Maria_Clara Marisol"
                " Mark_Anthony Nenita Rodel Rosario Rowena Teresita Tala Vicente"
            ),
            _same(
                "Aquino Bautista Castillo Cruz Dela_Cruz Del_Rosario Diaz Domingo Flores Garcia"
                " Hernandez Macaraeg Magbanua Mendoza Navarro Panganiban Ramos Reyes Rivera Salazar"
                " Santiago Santos Tolentino Villanueva"
            ),
        ),
    ),
    "km": (
        NameStock(
            _pairs(
                "សុខា=Sokha បុប្ផា=Bopha ចាន់ធូ=Chanthou ដារា=Dara មុនី=Mony ពិសិដ្ឋ=Piseth"
                " រតនា=Ratana សុភា=Sophea ស្រីមុំ=Sreymom វណ្ណា=Vanna វិចិត្រ=Vichet សំណាង=Samnang"
                " កល្យាណ=Kalyan មករា=Makara និមល=Nimol រស្មី=Raksmey ស្រីនាង=Sreyneang ធារ៉ា=Theara"
                " ពេជ្រ=Pich បូរ៉ា=Bora"
            ),
            _pairs(
                "ឈុន=Chhun ចាន់=Chan ហេង=Heng កែវ=Keo គឹម=Kim លី=Ly ម៉ៅ=Mao នួន=Nuon ពេជ្រ=Pich"
                " ព្រំ=Prum សោម=Som សួន=Suon តាន់=Tan អ៊ុក=Ouk យិន=Yin សេង=Seng"
            ),
            family_first=True,
        ),
    ),
    "lo": (
        NameStock(
            _pairs(
                "ສົມພອນ=Somphone ບຸນມີ=Bounmy ຄຳຫຼ້າ=Khamla ນ້ອຍ=Noy ມະນີວັນ=Manivanh ວິໄລ=Vilay"
                " ສຸກສະຫວັນ=Souksavanh ຈັນທະລາ=Chanthala ພອນສະຫວັນ=Phonesavanh ແກ້ວ=Keo ດາວ=Dao"
                " ສີສະໝອນ=Sisamone ບຸນທອງ=Bounthong ລັດສະໝີ=Latsamy ອານຸສອນ=Anousone ທິບພະຈັນ=Thipphachanh"
                " ໄພວັນ=Phayvanh ສົມສັກ=Somsack"
            ),
            _pairs(
                "ວົງສາ=Vongsa ພົມມະຈັນ=Phommachanh ສີສຸລາດ=Sisoulath ໄຊຍະວົງ=Xayavong"
                " ອິນທະວົງ=Inthavong ແກ້ວມະນີ=Keomany ຈັນທະວົງ=Chanthavong ສຸວັນນະວົງ=Souvannavong"
                " ພົມວິຫານ=Phomvihane ບຸດສະດີ=Boutsady ຄຳພູວົງ=Khamphouvong ສີຫາລາດ=Siharath"
            ),
        ),
    ),
    "my": (
        NameStock(
            _pairs(
                "အောင်=Aung အေး=Aye ချို=Cho ဇော်=Zaw ဖြူ=Phyu မြ=Mya သန္တာ=Thandar နီလာ=Nilar"
                " ဝင်း=Win မောင်=Maung စန္ဒာ=Sandar သီရိ=Thiri ကျော်=Kyaw ခိုင်=Khaing လှ=Hla"
                " ယမင်း=Yamin ငြိမ်း=Nyein ရွှေ=Shwe"
            ),
            _pairs(
                "မင်း=Min ထွန်း=Htun ဦး=Oo လွင်=Lwin မိုး=Moe ဆွေ=Swe နိုင်=Naing ထက်=Htet"
                " လင်း=Lin အောင်=Aung ဇင်=Zin ဖြိုး=Phyo စိုး=Soe သူ=Thu ကို_ကို=Ko_Ko"
            ),
        ),
    ),
    "ta": (
        NameStock(
            _pairs(
                "அருண்=Arun பிரியா=Priya கவிதா=Kavitha முருகன்=Murugan லட்சுமி=Lakshmi செல்வி=Selvi"
                " தமிழ்ச்செல்வன்=Tamilselvan மீனா=Meena கார்த்திக்=Karthik வள்ளி=Valli சுந்தர்=Sundar"
                " அனிதா=Anitha ராஜேஷ்=Rajesh தேவி=Devi குமரன்=Kumaran நித்யா=Nithya விமலா=Vimala"
                " பாலா=Bala"
            ),
            _pairs(
                "ராமசாமி=Ramasamy கிருஷ்ணன்=Krishnan சுப்பிரமணியம்=Subramaniam பெருமாள்=Perumal"
                " கோவிந்தசாமி=Govindasamy மாணிக்கம்=Manickam நாராயணன்=Narayanan வேலு=Velu"
                " பழனிசாமி=Palanisamy ஆறுமுகம்=Arumugam முத்து=Muthu தங்கராஜு=Thangaraju"
            ),
        ),
    ),
    "pt": (
        NameStock(
            _pairs(
                "João=Joao Maria=Maria José=Jose Ana=Ana António=Antonio Domingos=Domingos"
                " Francisco=Francisco Isabel=Isabel Joaquim=Joaquim Lúcia=Lucia Manuel=Manuel"
                " Rosa=Rosa Abílio=Abilio Celestina=Celestina Jacinta=Jacinta Agostinho=Agostinho"
            ),
            _pairs(
                "da_Costa=da_Costa Soares=Soares Ximenes=Ximenes Guterres=Guterres Pereira=Pereira"
                " dos_Santos=dos_Santos Amaral=Amaral Belo=Belo Freitas=Freitas Gusmão=Gusmao"
                " Magalhães=Magalhaes Sarmento=Sarmento Tilman=Tilman Araújo=Araujo"
            ),
        ),
    ),
}
"""By language; more than one stock where a part of the name tells men from women."""
