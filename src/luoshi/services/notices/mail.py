"""Mail: one message to one person by the mail server of the settings."""

from __future__ import annotations

from smtplib import SMTPDataError, SMTPException, SMTPRecipientsRefused, SMTPSenderRefused

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from luoshi.ledger.messages import message as _
from luoshi.services.notices.outcomes import SENT, Outcome, Verdict
from luoshi.services.notices.texts import Text

_LATER = range(400, 500)  # a mail server's codes for what may be taken later


def send_mail_to(address: str, text: Text) -> Outcome:
    """Send one mail once, and say what became of it."""
    if not settings.MAIL_ON:
        return Outcome(Verdict.REFUSED, _("没有配置邮件服务器"))
    if not address:
        return Outcome(Verdict.REFUSED, _("没有填写邮箱"))
    connection = get_connection()
    try:
        connection.open()
    except (OSError, SMTPException):  # nothing of the mail has left yet
        return Outcome(Verdict.AGAIN, _("连接不上邮件服务器，请检查 LUOSHI_MAIL_URL"))
    try:
        # What answers mails by itself shall not answer this one (RFC 3834).
        headers = {"Auto-Submitted": "auto-generated"}
        EmailMessage(text.subject, text.plain(), None, [address], headers=headers, connection=connection).send()
    except SMTPRecipientsRefused as error:
        return _refused(max((code for code, _said in error.recipients.values()), default=0))
    except (SMTPSenderRefused, SMTPDataError) as error:
        return _refused(error.smtp_code)
    except (OSError, SMTPException):
        return Outcome(Verdict.UNKNOWN, _("已发出，但没有收到答复"))
    finally:
        _close(connection)
    return SENT


def _refused(code: int) -> Outcome:
    verdict = Verdict.AGAIN if code in _LATER else Verdict.REFUSED
    return Outcome(verdict, _("邮件服务器拒收（%(code)s）", code=code))


def _close(connection: object) -> None:
    """A server that hangs up while it is being left changes nothing of what it took."""
    try:
        connection.close()  # type: ignore[attr-defined]  # every backend has it
    except (OSError, SMTPException):
        return
