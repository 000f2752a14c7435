"""Why a file is not taken in: each reason one sentence with what to do, in Chinese and English."""

from enum import StrEnum

from domain.errors import KefuError


class Reason(StrEnum):
    """Shown to the operator as they are; they never repeat the file's content."""

    EMPTY = "文件是空的，请换一份有内容的文件 (empty file: upload one with content)"
    NO_TEXT = "没有读到文字，请检查文件内容，图片请用更清晰的 (no text found: check the content, use a sharper image)"
    ONLY_ATTACHMENTS = (
        "邮件没有正文，只有附件，请把附件存下来再上传 (mail without text: save its attachments and upload them)"
    )
    ARCHIVE = "压缩包，请解压后上传里面的文件 (archive: unpack it and upload the files inside)"
    TOO_LARGE = "文件太大，请拆成几份再上传 (file too large: split it)"
    TOO_MANY_PAGES = "页数太多，请拆成几份再上传 (too many pages: split it)"
    TOO_MANY_CELLS = "表格太大，请拆成几份再上传 (too many cells: split the workbook)"
    UNKNOWN_FORMAT = (
        "不认识这种格式，请另存为 docx、xlsx、pptx、pdf、html、md、txt、csv、eml 或图片 "
        "(unknown format: save it as one of these)"
    )
    LEGACY_DOC = "旧版 Word 格式 .doc，请另存为 .docx 再上传 (legacy format: save it as .docx)"
    LEGACY_XLS = "旧版 Excel 格式 .xls，请另存为 .xlsx 再上传 (legacy format: save it as .xlsx)"
    LEGACY_PPT = "旧版 PowerPoint 格式 .ppt，请另存为 .pptx 再上传 (legacy format: save it as .pptx)"
    ENCRYPTED = "文件有密码保护，请去掉密码再上传 (password-protected: remove the password)"
    DAMAGED = "文件损坏或不完整，请重新导出再上传 (damaged or cut off: export it again)"
    ARCHIVE_BOMB = "压缩内容展开后过大，已拒绝，请重新导出文件 (unpacks to far too much: export it again)"
    ARCHIVE_PATH = "压缩包里有越界路径，已拒绝，请重新导出文件 (path outside the archive: export it again)"
    XML_ENTITIES = "文件里有实体声明，已拒绝，请重新导出文件 (declares XML entities: export it again)"
    TOO_SLOW = "解析超时，请拆成几份或另存后再上传 (parsing took too long: split it or save it again)"
    TOO_HUNGRY = "解析占用内存过多，请拆成几份再上传 (parsing needs too much memory: split it)"
    CRASHED = "解析进程意外退出，请另存后再上传 (the parser stopped: save the file again)"
    NOT_A_FILE = "不是普通文件或无法读取，请检查路径和权限 (not a readable file: check path and permissions)"
    OUTSIDE = "链接指向文件夹之外，已跳过，请放入文件本身 (links outside the folder: put the file itself there)"
    DUPLICATE_NAME = "同一批里有同名文件，请改名后再上传 (two files of this name in one batch: rename one)"
    ADDRESSES_BOT = (
        "内容大部分是写给机器人的指令，整份已隔离待人工确认 (mostly instructions to a bot: quarantined for a person)"
    )
    BAD_FRONT_MATTER = "文件头部的 YAML 无法读取，请改正后再上传 (front matter is not valid YAML: correct it)"
    CHANGED_MEANWHILE = (
        "上传期间该文档被删除或回退，以人的决定为准，需要时请重新上传 "
        "(deleted or rolled back meanwhile: upload it again if wanted)"
    )
    BAD_DATES = "失效日期早于生效日期，请改正后再上传 (expires before it takes effect: correct the dates)"


class FileRefusedError(KefuError):
    """This file can't be taken in as it is; the rest of the batch can."""

    def __init__(self, reason: Reason) -> None:
        """Args: reason: what people are told."""
        super().__init__(reason.value)
        self.reason = reason
