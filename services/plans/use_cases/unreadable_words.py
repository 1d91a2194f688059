"""What a sender is told of a document that cannot be read: what would be taken instead."""

from services.kernel.fields import Bilingual
from services.plans.readers.unreadable import Reason

UNREADABLE = {
    Reason.MEDIA_TYPE_UNKNOWN: Bilingual(
        zh="请发送纯文本、HTML、Word（.docx）或 PDF 文件", en="text/plain, text/html, a Word file (.docx) or a PDF"
    ),
    Reason.NOT_WHAT_IT_SAYS: Bilingual(
        zh="文件内容须与 Content-Type 一致", en="a document of the type that Content-Type names"
    ),
    Reason.OLD_WORD_FORMAT: Bilingual(zh="请另存为 .docx 后发送", en="the file saved as .docx"),
    Reason.ENCODING_UNKNOWN: Bilingual(
        zh="文本须为 UTF-8、UTF-16 或 GB18030 编码", en="text in UTF-8, UTF-16 or GB18030"
    ),
    Reason.ENCRYPTED: Bilingual(zh="请去除文件密码后发送", en="a document without a password"),
    Reason.PDF_WITHOUT_TEXT: Bilingual(
        zh="该 PDF 没有文字层（扫描件），请发送文本或 Word 文件",
        en="a PDF with a text layer; of a scan send the text or the Word file",
    ),
    Reason.EXPANDS_TOO_FAR: Bilingual(zh="文件解压后不得过大", en="a file that does not unpack to many times its size"),
    Reason.TOO_MANY_PARTS: Bilingual(
        zh="文件条目过多，请分开发送", en="a document with no more parts than a plan can have; send it in pieces"
    ),
    Reason.ENTITIES_DECLARED: Bilingual(
        zh="文件含办公软件不会写入的实体声明，请重新保存后发送",
        en="a file without entity declarations, which no office program writes; save it anew",
    ),
    Reason.DAMAGED: Bilingual(zh="文件已损坏，请重新保存后发送", en="a whole file; save it anew and send it again"),
    Reason.EMPTY: Bilingual(zh="文件中没有文字", en="a document with words in it"),
    Reason.READING_TOOK_TOO_LONG: Bilingual(
        zh="读取时间过长，请以纯文本或分段发送",
        en="a document that can be read in five minutes; send it as text, or in pieces",
    ),
    Reason.READING_FAILED: Bilingual(
        zh="文件无法读取，请以纯文本发送", en="a document that can be read; send it as text"
    ),
}
