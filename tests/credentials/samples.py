"""What a certificate could say in each of our languages, and a name to write on it."""

# ruff: noqa: E501 – a sentence is easier to check in one piece

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sample:
    """The words of one language."""

    heading: str
    awarded: str
    achievement: str
    title: str
    statement: str
    issuer: str
    check: str
    completed: str
    learning: str
    hours: str
    edition: str
    name: str


SAMPLES: dict[str, Sample] = {
    "en": Sample(
        "Certificate of completion",
        "This certificate is awarded to",
        "for completing the course",
        "Safe every day",
        "The holder can lock a phone and its accounts, and can judge a text message, a chat or a QR code before acting on it.",
        "China-ASEAN Digital Academy",
        "Check that this certificate is genuine:",
        "Completed on",
        "Learning time",
        "2 hours",
        "Edition",
        "Maria Santos",
    ),
    "zh-Hans": Sample(
        "结业证书",
        "兹证明",
        "已完成课程",
        "天天安全用手机",
        "持证人能够锁好手机和账户，并能在行动之前判断短信、聊天消息或二维码是否可信。",
        "中国—东盟数字学院",
        "核验本证书真伪：",
        "完成日期",
        "学习时长",
        "2 小时",
        "版次",
        "欧阳晓燕",
    ),
    "id": Sample(
        "Sertifikat Penyelesaian",
        "Sertifikat ini diberikan kepada",
        "atas penyelesaian kursus",
        "Aman setiap hari",
        "Pemegang sertifikat ini dapat mengunci ponsel dan akunnya, serta menilai pesan teks, obrolan, atau kode QR sebelum bertindak.",
        "Akademi Digital Tiongkok-ASEAN",
        "Periksa keaslian sertifikat ini:",
        "Selesai pada",
        "Waktu belajar",
        "2 jam",
        "Edisi",
        "Dewi Lestari Kusumaningrum",
    ),
    "ms": Sample(
        "Sijil Tamat Kursus",
        "Sijil ini dianugerahkan kepada",
        "kerana menamatkan kursus",
        "Selamat setiap hari",
        "Pemegang sijil boleh mengunci telefon dan akaunnya, serta menilai mesej teks, sembang atau kod QR sebelum bertindak.",
        "Akademi Digital China-ASEAN",
        "Semak kesahihan sijil ini:",
        "Tamat pada",
        "Masa belajar",
        "2 jam",
        "Edisi",
        "Nurul Huda binti Ahmad",
    ),
    "th": Sample(
        "ประกาศนียบัตรสำเร็จการศึกษา",
        "ประกาศนียบัตรนี้มอบให้แก่",
        "เพื่อแสดงว่าสำเร็จหลักสูตร",
        "ปลอดภัยทุกวัน",
        "ผู้ถือประกาศนียบัตรสามารถล็อกโทรศัพท์และบัญชีของตน และสามารถพิจารณาข้อความ แชต หรือคิวอาร์โค้ดก่อนที่จะทำตามได้",
        "สถาบันดิจิทัลจีน-อาเซียน",
        "ตรวจสอบว่าประกาศนียบัตรนี้เป็นของจริง:",
        "สำเร็จเมื่อ",
        "เวลาเรียน",
        "2 ชั่วโมง",
        "ฉบับที่",
        "น้ำผึ้ง ศรีสุขสำราญ",
    ),
    "vi": Sample(
        "Chứng nhận hoàn thành",
        "Chứng nhận này được trao cho",
        "vì đã hoàn thành khóa học",
        "An toàn mỗi ngày",
        "Người được cấp có thể khóa điện thoại và các tài khoản, và có thể đánh giá một tin nhắn, một cuộc trò chuyện hay một mã QR trước khi làm theo.",
        "Học viện Số Trung Quốc – ASEAN",
        "Kiểm tra tính xác thực của chứng nhận này:",
        "Hoàn thành ngày",
        "Thời lượng học",
        "2 giờ",
        "Phiên bản",
        "Nguyễn Thị Hồng Ánh",
    ),
    "fil": Sample(
        "Sertipiko ng Pagtatapos",
        "Ang sertipikong ito ay iginagawad kay",
        "sa pagtatapos ng kurso",
        "Ligtas araw-araw",
        "Kayang i-lock ng may hawak ang telepono at mga account nito, at kayang suriin ang isang text, chat o QR code bago kumilos.",
        "China-ASEAN Digital Academy",
        "Suriin kung tunay ang sertipikong ito:",
        "Natapos noong",
        "Oras ng pag-aaral",
        "2 oras",
        "Edisyon",
        "José Niño Macaraeg",
    ),
    "km": Sample(
        "វិញ្ញាបនបត្របញ្ចប់វគ្គសិក្សា",
        "វិញ្ញាបនបត្រនេះប្រគល់ជូន",
        "ដែលបានបញ្ចប់វគ្គសិក្សា",
        "សុវត្ថិភាពរាល់ថ្ងៃ",
        "អ្នកកាន់វិញ្ញាបនបត្រនេះអាចចាក់សោទូរសព្ទ និងគណនីរបស់ខ្លួន ហើយអាចវិនិច្ឆ័យសារជាអក្សរ ការជជែក ឬកូដ QR មុនពេលធ្វើតាម។",
        "បណ្ឌិត្យសភាឌីជីថលចិន-អាស៊ាន",
        "ពិនិត្យថាវិញ្ញាបនបត្រនេះជារបស់ពិត៖",
        "បានបញ្ចប់នៅ",
        "រយៈពេលសិក្សា",
        "២ ម៉ោង",
        "បោះពុម្ពលើកទី",
        "សុខ ចាន់ស្រីមុំ",
    ),
    "lo": Sample(
        "ໃບຢັ້ງຢືນການຈົບຫຼັກສູດ",
        "ໃບຢັ້ງຢືນນີ້ມອບໃຫ້",
        "ທີ່ໄດ້ຮຽນຈົບຫຼັກສູດ",
        "ປອດໄພທຸກມື້",
        "ຜູ້ຖືໃບຢັ້ງຢືນສາມາດລັອກໂທລະສັບ ແລະ ບັນຊີຂອງຕົນ ແລະ ສາມາດພິຈາລະນາຂໍ້ຄວາມ ການສົນທະນາ ຫຼື ລະຫັດ QR ກ່ອນຈະເຮັດຕາມ.",
        "ສະຖາບັນດິຈິຕອນ ຈີນ-ອາຊຽນ",
        "ກວດສອບວ່າໃບຢັ້ງຢືນນີ້ເປັນຂອງແທ້:",
        "ຮຽນຈົບວັນທີ",
        "ເວລາຮຽນ",
        "2 ຊົ່ວໂມງ",
        "ສະບັບທີ",
        "ນ້ອຍ ແກ້ວມະນີວົງ",
    ),
    "my": Sample(
        "သင်တန်းပြီးမြောက်ကြောင်း အသိအမှတ်ပြုလက်မှတ်",
        "ဤလက်မှတ်ကို အောက်ပါပုဂ္ဂိုလ်အား ချီးမြှင့်သည်",
        "ပြီးမြောက်အောင် သင်ယူခဲ့သော သင်တန်း",
        "နေ့စဉ် လုံခြုံစွာ",
        "လက်မှတ်ရရှိသူသည် ဖုန်းနှင့် ၎င်း၏အကောင့်များကို သော့ခတ်နိုင်ပြီး စာတို၊ ချက်တင် သို့မဟုတ် QR ကုဒ်တစ်ခုကို မလုပ်ဆောင်မီ ဆုံးဖြတ်နိုင်သည်။",
        "တရုတ်-အာဆီယံ ဒစ်ဂျစ်တယ်အကယ်ဒမီ",
        "ဤလက်မှတ် စစ်မှန်ကြောင်း စစ်ဆေးရန် -",
        "ပြီးမြောက်သည့်ရက်",
        "သင်ယူချိန်",
        "၂ နာရီ",
        "ထုတ်ဝေမှု",
        "ဒေါ်ခင်မျိုးညွန့်",
    ),
    "ta": Sample(
        "பாடநெறி நிறைவுச் சான்றிதழ்",
        "இந்தச் சான்றிதழ் வழங்கப்படுபவர்",
        "வெற்றிகரமாக நிறைவு செய்த பாடநெறி",
        "ஒவ்வொரு நாளும் பாதுகாப்பாக",
        "இச்சான்றிதழ் பெற்றவர் ஒரு கைப்பேசியையும் அதன் கணக்குகளையும் பூட்ட முடியும்; ஒரு குறுஞ்செய்தி, அரட்டை அல்லது QR குறியீட்டின்படி செயல்படும் முன் அதை மதிப்பிட முடியும்.",
        "சீனா-ஆசியான் டிஜிட்டல் அகாதமி",
        "இச்சான்றிதழ் உண்மையானதா எனச் சரிபார்க்க:",
        "நிறைவு செய்த நாள்",
        "கற்கும் நேரம்",
        "2 மணிநேரம்",
        "பதிப்பு",
        "ஸ்ரீலட்சுமி கிருஷ்ணமூர்த்தி",
    ),
    "pt": Sample(
        "Certificado de conclusão",
        "Este certificado é atribuído a",
        "pela conclusão do curso",
        "Em segurança todos os dias",
        "O titular sabe bloquear um telemóvel e as suas contas, e sabe avaliar uma mensagem, uma conversa ou um código QR antes de agir.",
        "Academia Digital China-ASEAN",
        "Verifique se este certificado é autêntico:",
        "Concluído em",
        "Tempo de estudo",
        "2 horas",
        "Edição",
        "João da Conceição Guterres",
    ),
}
