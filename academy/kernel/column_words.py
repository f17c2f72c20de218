"""What the columns of a list of people are called, in the languages of the Academy. Pure.

Each line is of one language, in the order of `kernel.languages`; words are parted by `|`. They are
compared without case, spaces and punctuation. Traditional characters stand beside simplified ones.
"""

from enum import StrEnum


class Field(StrEnum):
    """What a column of a list of people may say."""

    NAME = "name"
    LATIN_NAME = "latin_name"
    EMAIL = "email"
    USERNAME = "username"
    LANGUAGE = "language"
    COUNTRY = "country"
    ORGANISATION = "organisation"
    ROLE = "role"
    COHORT = "cohort"
    UNTIL = "until"


HEADERS: dict[Field, str] = {
    Field.NAME: """
        name|full name|learner|learner name|student name|student|participant|participant name|person
        姓名|名字|学员|学员姓名|学生姓名|学生|學員|學生姓名|學生|中文姓名|本名
        nama|nama lengkap|nama peserta|peserta|nama siswa|nama mahasiswa
        nama penuh|nama pelajar|nama peserta
        ชื่อ|ชื่อสกุล|ชื่อ นามสกุล|ชื่อและนามสกุล|ชื่อเต็ม|ชื่อผู้เรียน|ชื่อนักเรียน
        tên|họ tên|họ và tên|tên học viên|học viên|tên đầy đủ
        pangalan|buong pangalan|pangalan ng mag-aaral|mag-aaral
        ឈ្មោះ|នាម|គោត្តនាមនិងនាម|ឈ្មោះពេញ|ឈ្មោះសិស្ស|ឈ្មោះអ្នករៀន
        ຊື່|ຊື່ ແລະ ນາມສະກຸນ|ຊື່ນາມສະກຸນ|ຊື່ເຕັມ|ຊື່ນັກຮຽນ|ຊື່ຜູ້ຮຽນ
        အမည်|နာမည်|အမည်အပြည့်အစုံ|ကျောင်းသားအမည်|သင်ယူသူအမည်
        பெயர்|முழுப் பெயர்|மாணவர் பெயர்|கற்பவர் பெயர்
        nome|nome completo|nome do aluno|aluno|nome do participante|formando
    """,
    Field.LATIN_NAME: """
        latin name|name in latin letters|english name|name in english|name english|romanised name
        romanized name|passport name
        name on certificate|certificate name
        拼音|姓名拼音|英文名|英文姓名|拉丁字母姓名|護照姓名|护照姓名|证书姓名
        nama latin|nama inggris|nama di sertifikat|nama paspor
        nama rumi|nama inggeris|nama pada sijil|nama pasport
        ชื่ออังกฤษ|ชื่อภาษาอังกฤษ|ชื่ออักษรละติน|ชื่อ (อังกฤษ)|ชื่อในหนังสือเดินทาง
        tên không dấu|tên tiếng anh|tên la-tinh|tên trên chứng chỉ|tên hộ chiếu
        pangalan sa latin|pangalan sa ingles|pangalan sa sertipiko|pangalan sa pasaporte
        ឈ្មោះឡាតាំង|ឈ្មោះជាអក្សរឡាតាំង|ឈ្មោះអង់គ្លេស|ឈ្មោះជាភាសាអង់គ្លេស
        ຊື່ລາຕິນ|ຊື່ພາສາອັງກິດ|ຊື່ເປັນຕົວອັກສອນລາຕິນ
        အင်္ဂလိပ်အမည်|အင်္ဂလိပ်လိုအမည်|လက်တင်အမည်
        ஆங்கிலப் பெயர்|லத்தீன் பெயர்|கடவுச்சீட்டுப் பெயர்
        nome latino|nome em letras latinas|nome em inglês|nome no certificado|nome no passaporte
    """,
    Field.EMAIL: """
        email|e-mail|email address|e-mail address|mail|mail address
        电子邮件|电子邮箱|邮箱|邮件|邮箱地址|电子邮件地址|電子郵件|電郵|信箱|電子信箱
        surel|alamat surel|alamat email|pos-el
        emel|alamat emel|e-mel|mel elektronik
        อีเมล|อีเมล์|ที่อยู่อีเมล|จดหมายอิเล็กทรอนิกส์
        thư điện tử|địa chỉ email|địa chỉ thư điện tử|hộp thư
        email address ng mag-aaral|adres ng email|koreo
        អ៊ីមែល|អាសយដ្ឋានអ៊ីមែល|សារអេឡិចត្រូនិក
        ອີເມວ|ອີເມລ|ທີ່ຢູ່ອີເມວ
        အီးမေးလ်|အီးမေးလ်လိပ်စာ
        மின்னஞ்சல்|மின்னஞ்சல் முகவரி
        correio eletrónico|correio eletrônico|correio|endereço de email|endereço eletrónico
    """,
    Field.USERNAME: """
        username|user name|user|login|login name|user id|account
        用户名|用户|账号|帐号|登录名|使用者名稱|帳號|學號|学号
        nama pengguna|pengguna|akun
        nama pengguna|akaun|id pengguna
        ชื่อผู้ใช้|ชื่อบัญชี|บัญชี|ไอดี|รหัสผู้ใช้
        tên đăng nhập|tên người dùng|tài khoản|người dùng
        pangalan ng user|pangalan ng gumagamit|account ng user
        ឈ្មោះអ្នកប្រើ|ឈ្មោះអ្នកប្រើប្រាស់|គណនី
        ຊື່ຜູ້ໃຊ້|ບັນຊີ|ຊື່ບັນຊີ
        အသုံးပြုသူအမည်|အကောင့်|အကောင့်အမည်
        பயனர் பெயர்|பயனர்பெயர்|பயனர்|கணக்கு
        nome de utilizador|nome de usuário|utilizador|usuário|conta
    """,
    Field.LANGUAGE: """
        language|lang|locale|preferred language|interface language
        语言|語言|语种|首选语言|界面语言
        bahasa|bahasa pilihan
        bahasa|bahasa pilihan|bahasa antara muka
        ภาษา|ภาษาที่ใช้
        ngôn ngữ|tiếng
        wika|wikang gamit
        ភាសា|ភាសាប្រើប្រាស់
        ພາສາ|ພາສາທີ່ໃຊ້
        ဘာသာစကား|ဘာသာ
        மொழி|விருப்ப மொழி
        língua|idioma|linguagem
    """,
    Field.COUNTRY: """
        country|country code|nation|nationality|state|member state
        国家|国籍|国别|國家|國籍|所在国家|国家代码
        negara|kewarganegaraan|kode negara
        negara|warganegara|kod negara
        ประเทศ|สัญชาติ|รหัสประเทศ
        quốc gia|nước|quốc tịch|mã quốc gia
        bansa|nasyonalidad
        ប្រទេស|សញ្ជាតិ
        ປະເທດ|ສັນຊາດ
        နိုင်ငံ|နိုင်ငံသား
        நாடு|குடியுரிமை
        país|nacionalidade|código do país
    """,
    Field.ORGANISATION: """
        organisation|organization|institution|university|school|company|ministry|employer
        department|organisation name
        组织|机构|单位|学校|大学|公司|部门|工作单位|組織|機構|單位|學校|大學
        organisasi|lembaga|instansi|universitas|sekolah|perusahaan|institusi
        organisasi|institusi|universiti|sekolah|syarikat|jabatan
        องค์กร|หน่วยงาน|สถาบัน|มหาวิทยาลัย|โรงเรียน|บริษัท|สังกัด
        tổ chức|đơn vị|cơ quan|trường|trường đại học|công ty
        organisasyon|institusyon|paaralan|unibersidad|kumpanya
        អង្គការ|ស្ថាប័ន|សាលា|សាកលវិទ្យាល័យ|ក្រុមហ៊ុន|អង្គភាព
        ອົງການ|ສະຖາບັນ|ໂຮງຮຽນ|ມະຫາວິທະຍາໄລ|ບໍລິສັດ|ໜ່ວຍງານ|ອົງກອນ
        အဖွဲ့အစည်း|တက္ကသိုလ်|ကျောင်း|ကုမ္ပဏီ|ဌာန
        நிறுவனம்|அமைப்பு|பல்கலைக்கழகம்|பள்ளி
        organização|instituição|universidade|escola|empresa|entidade
    """,
    Field.ROLE: """
        role|roles|position|user role|function
        角色|身份|职务|職務|用户角色
        peran|peranan|jabatan pengguna
        peranan|tugas
        บทบาท|หน้าที่|ตำแหน่ง
        vai trò|chức vụ
        tungkulin|papel
        តួនាទី|មុខងារ
        ບົດບາດ|ໜ້າທີ່|ຕຳແໜ່ງ
        အခန်းကဏ္ဍ|ရာထူး|တာဝန်
        பங்கு|பொறுப்பு|பதவி
        função|papel|cargo
    """,
    Field.COHORT: """
        cohort|class|group|batch|cohort name
        班级|班|小组|批次|期|班級|小組
        kelas|kelompok|angkatan|grup
        kelas|kumpulan|kohort
        รุ่น|กลุ่ม|ชั้นเรียน|ห้อง
        lớp|nhóm|khóa|lớp học
        klase|pangkat|grupo
        ថ្នាក់|ក្រុម|ជំនាន់
        ຫ້ອງ|ກຸ່ມ|ລຸ້ນ|ຫ້ອງຮຽນ
        အတန်း|အုပ်စု|အသုတ်
        வகுப்பு|குழு|தொகுதி
        turma|grupo|coorte
    """,
    Field.UNTIL: """
        until|deadline|extension|extended until|due date|end date|own deadline
        截止日期|期限|延期|延期至|截止|到期日
        tenggat|batas waktu|sampai tanggal|perpanjangan
        tarikh akhir|tarikh tamat|lanjutan|sehingga
        กำหนดส่ง|วันสิ้นสุด|ถึงวันที่|ขยายเวลา|วันครบกำหนด
        hạn chót|hạn|gia hạn|gia hạn đến|đến ngày
        hanggang|takdang petsa|palugit
        កាលកំណត់|ថ្ងៃផុតកំណត់|ពន្យារដល់
        ກຳນົດ|ວັນສິ້ນສຸດ|ຂະຫຍາຍເຖິງ|ວັນກຳນົດ
        နောက်ဆုံးရက်|သက်တမ်းတိုး|ကုန်ဆုံးရက်
        கடைசி தேதி|காலக்கெடு|நீட்டிப்பு
        prazo|até|data limite|prorrogação
    """,
}

ROLES: dict[str, str] = {
    "learner": """
        learner|student|participant|trainee|pupil
        学员|学生|學員|學生|学习者
        peserta|siswa|mahasiswa|pelajar|pembelajar
        pelajar|peserta|murid
        ผู้เรียน|นักเรียน|นักศึกษา|ผู้เข้าร่วม
        học viên|học sinh|sinh viên|người học
        mag-aaral|estudyante
        អ្នករៀន|សិស្ស|និស្សិត|សិក្ខាកាម
        ຜູ້ຮຽນ|ນັກຮຽນ|ນັກສຶກສາ
        သင်ယူသူ|ကျောင်းသား|ကျောင်းသူ
        கற்பவர்|மாணவர்
        aluno|aluna|estudante|formando|aprendente
    """,
    "instructor": """
        instructor|teacher|trainer|lecturer|tutor
        教师|讲师|老师|導師|教師|講師
        pengajar|instruktur|guru|dosen
        pengajar|guru|pensyarah|tenaga pengajar
        ผู้สอน|ครู|อาจารย์|วิทยากร
        giảng viên|giáo viên|người hướng dẫn
        guro|tagapagturo|instruktor
        គ្រូ|គ្រូបង្រៀន|សាស្ត្រាចារ្យ|អ្នកបង្រៀន
        ຄູ|ຄູສອນ|ອາຈານ|ຜູ້ສອນ
        ဆရာ|ဆရာမ|နည်းပြ|သင်ကြားသူ
        ஆசிரியர்|பயிற்றுநர்|விரிவுரையாளர்
        professor|professora|formador|formadora|instrutor|docente
    """,
    "translator": """
        translator
        译者|翻译|譯者|翻譯
        penerjemah
        penterjemah
        ผู้แปล|นักแปล
        người dịch|biên dịch viên
        tagasalin
        អ្នកបកប្រែ
        ຜູ້ແປ|ນັກແປ
        ဘာသာပြန်|ဘာသာပြန်သူ
        மொழிபெயர்ப்பாளர்
        tradutor|tradutora
    """,
    "admin": """
        admin|administrator
        管理员|管理員
        administrator|pengelola
        pentadbir
        ผู้ดูแล|ผู้ดูแลระบบ
        quản trị|quản trị viên|người quản trị
        tagapangasiwa|administrador
        អ្នកគ្រប់គ្រង|អ្នករដ្ឋបាល
        ຜູ້ບໍລິຫານ|ຜູ້ດູແລ|ຜູ້ດູແລລະບົບ
        စီမံခန့်ခွဲသူ|အုပ်ချုပ်သူ
        நிர்வாகி
        administrador|administradora
    """,
}
"""What each role (`kernel.actor.Role`) is called where somebody writes it into a cell."""
