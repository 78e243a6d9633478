"""What is wrong with a file, in the reader's language: the messages of `luoshi.reading`, put into Chinese."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

# How a message of the engine begins, and what is said for it. The first that fits is taken: the longer stand first.
_WORDS = (
    ("it is an old binary Word document", gettext_lazy("这是旧版 Word 文件（.doc 或 .wps），请另存为 DOCX 后再上传。")),
    (
        "it is an old binary Excel workbook",
        gettext_lazy("这是旧版 Excel 文件（.xls 或 .et），请另存为 XLSX 后再上传。"),
    ),
    ("it is an old binary presentation", gettext_lazy("这是旧版演示文稿（.ppt），请另存为 PDF 后再上传。")),
    ("it is an old binary Office file", gettext_lazy("这是旧版 Office 文件，请另存为 DOCX、XLSX 或 PDF 后再上传。")),
    ("it is a binary Excel workbook", gettext_lazy("这是二进制 Excel 文件（.xlsb），请另存为 XLSX 后再上传。")),
    ("it is an OFD document", gettext_lazy("这是 OFD 版式文件，请另存为 PDF 或 DOCX 后再上传。")),
    ("it is a presentation", gettext_lazy("这是演示文稿（.pptx），请另存为 PDF 后再上传。")),
    ("it is an OpenDocument file", gettext_lazy("这是 OpenDocument 文件，请另存为 DOCX 或 XLSX 后再上传。")),
    ("it is a rich text file", gettext_lazy("这是 RTF 文件，请另存为 DOCX 后再上传。")),
    ("it is an Office document saved as XML", gettext_lazy("这是 XML 格式的 Office 文件，请另存为 DOCX 或 XLSX。")),
    ("it is a web archive", gettext_lazy("这是网页存档（.mht），请用浏览器打开后另存为 HTML 或 PDF。")),
    ("it is a RAR archive", gettext_lazy("这是 RAR 压缩包，请解压后上传，或改用 ZIP。")),
    ("it is a 7z archive", gettext_lazy("这是 7z 压缩包，请解压后上传，或改用 ZIP。")),
    ("it is a gzip archive", gettext_lazy("这是 gzip 压缩包，请解压后再上传。")),
    ("it is a bzip2 archive", gettext_lazy("这是 bzip2 压缩包，请解压后再上传。")),
    ("it is an xz archive", gettext_lazy("这是 xz 压缩包，请解压后再上传。")),
    ("it is encrypted", gettext_lazy("文件设有密码，请去掉密码后另存再上传。")),
    ("it is empty", gettext_lazy("文件是空的，请检查后重新上传。")),
    ("there is no text in it", gettext_lazy("文件里没有文字，请确认选对了文件。")),
    ("it is a picture", gettext_lazy("这是图片，本系统未安装文字识别，请上传带文字的文件。")),
    (
        "it is a scan without text",
        gettext_lazy("这是没有文字的扫描件，本系统未安装文字识别，请上传 Word 或带文字的 PDF。"),
    ),
    ("it is no text", gettext_lazy("无法识别文件类型。可上传 Word、Excel、PDF、网页、纯文本、图片或它们的 ZIP。")),
    ("it holds XML entity declarations", gettext_lazy("文件含有可疑的 XML 声明，为安全起见不予读取。")),
    ("it needs more memory", gettext_lazy("文件过大，内存不足，请拆分后再上传。")),
    ("it takes too long to read", gettext_lazy("读取时间过长，已停止，请拆分后再上传。")),
    ("its reader gave no answer", gettext_lazy("读取没有完成，请重试。")),
    ("it is damaged in a way that brings its reader down", gettext_lazy("文件损坏，无法读取，请重新获取后上传。")),
)


def in_words(message: str) -> str:
    """One line for a person, for a message of a ReadingError.

    An unknown message of damage or of a limit is said in general; it never reaches the page in another language.
    """
    name, colon, rest = message.partition(": ")
    for beginning, words in _WORDS:
        if message.startswith(beginning):
            return str(words)
        if colon and rest.startswith(beginning):  # a file within an archive
            return _("压缩包中的“%(name)s”：%(why)s") % {"name": name, "why": words}
    if "the limit `" in message:
        return _("文件超出读取限度（页数、单元格、字数或解压后大小过大），请拆分后再上传。")
    return _("文件损坏，无法读取，请重新获取，或用 Word、WPS 打开后另存再上传。")
