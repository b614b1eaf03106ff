"""E-mail: the CV is nearly always the attachment.

In:  the bytes of an .eml
Out: a part for every attachment that holds text; else the letter itself
Why: a recruiter who adds a mail means the person's CV. Every readable attachment becomes a document
     of its own, and the letter is left out, for it praises and repeats. A letter of more than a few
     lines counts when no attachment can be read (people paste their CV into the mail), and then
     each attachment that failed is still reported
"""

import email
import email.policy
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import PurePath

from matcher.documents.contents import Content, Part, Refused
from matcher.documents.normal import tidy
from matcher.limited import Limits
from matcher.records import Reason

_DEEPEST = 3
_FEW_LINES = 5  # a shorter letter says "please find attached"
_MOST_ATTACHMENTS = 50


def read_mail(data: bytes, limits: Limits, depth: int = 0) -> Iterator[Part]:
    """Yield the documents that a mail carries.

    Raises
    ------
    Refused : mails inside mails inside mails, or one with more attachments than anybody sends
    """
    if depth >= _DEEPEST:
        raise Refused(
            Reason.TOO_LARGE, f"mails are nested more than {_DEEPEST} deep; add the inner one"
        )
    message = email.message_from_bytes(data, policy=email.policy.default)
    if not isinstance(message, EmailMessage) or not message.keys():
        raise Refused(Reason.UNREADABLE, "the file holds no e-mail; save it anew as .eml or as pdf")
    attached = list(_attachments(message))
    if len(attached) > _MOST_ATTACHMENTS:
        raise Refused(
            Reason.TOO_LARGE,
            f"the mail has {len(attached)} attachments, at most {_MOST_ATTACHMENTS} are read; "
            "save those that count and add them",
        )
    parts = [
        part
        for name, body in attached
        if not _is_photo(name)
        for part in _read(name, body, limits, depth)
    ]
    if not any(isinstance(part.content, Content) and part.content.text for part in parts):
        photos = (one for one in attached if _is_photo(one[0]) and len(one[1]) > _LOGO_BYTES)
        parts += [part for name, body in photos for part in _read(name, body, limits, depth)]
    if any(isinstance(part.content, Content) and part.content.text for part in parts):
        yield from parts
        return
    letter = _letter(message)
    if len(letter.text.split("\n")) > _FEW_LINES:
        yield Part(letter)
    elif not parts:
        yield Part(letter if letter.text else Content("eml", ""))
    yield from parts


def _attachments(message: EmailMessage) -> Iterator[tuple[str, bytes]]:
    """Yield name and bytes of each attachment; pictures inside the letter are none."""
    for number, part in enumerate(message.iter_attachments(), 1):
        kind = part.get_content_type()
        name = PurePath(part.get_filename() or "").name
        if kind == "message/rfc822":
            inner = part.get_payload(0) if part.is_multipart() else None
            if isinstance(inner, EmailMessage):
                yield name if name.endswith(".eml") else f"{name or number}.eml", inner.as_bytes()
        elif not kind.startswith("image/") or part.get_content_disposition() == "attachment":
            body = part.get_payload(decode=True)
            if isinstance(body, bytes):
                yield name or f"{number}{_SUFFIX_OF.get(kind, '')}", body


_SUFFIX_OF = {"application/pdf": ".pdf", "text/plain": ".txt", "text/html": ".html"}
_NO_CV = frozenset({".ics", ".vcf", ".p7s", ".asc", ".sig", ".gif"})
_PHOTOS = (".png", ".jpg", ".jpeg")  # of a CV on paper, where the mail carries no other
_LOGO_BYTES = 50_000


def _is_photo(name: str) -> bool:
    return name.lower().endswith(_PHOTOS)


def _read(name: str, body: bytes, limits: Limits, depth: int) -> Iterator[Part]:
    """Yield the parts of one attachment, or the reason why there are none."""
    from matcher.documents.formats import parts_of

    if PurePath(name).suffix.lower() in _NO_CV and depth >= 0:
        return
    try:
        if len(body) > limits.file_bytes:
            raise Refused(
                Reason.TOO_LARGE, "the attachment is too large; save it smaller and add it"
            )
        for part in parts_of(body, name, limits, depth=depth + 1):
            if isinstance(part, Part):
                yield Part(part.content, f"/{name}{part.tag}", part.id or PurePath(name).stem)
    except Refused as refused:
        yield Part(refused, f"/{name}")


def _letter(message: EmailMessage) -> Content:
    """Return the letter: its plain text, or what a reader sees of its HTML."""
    from matcher.documents.webpage import read_html

    body = message.get_body(("plain", "html"))
    if body is None:
        return Content("eml", "")
    try:
        text = str(body.get_content())
    except (LookupError, ValueError, KeyError):  # an encoding that does not exist
        payload = body.get_payload(decode=True)
        text = payload.decode("utf-8", errors="replace") if isinstance(payload, bytes) else ""
    if body.get_content_subtype() == "html":
        page = read_html(text)
        return Content("eml", page.text, hidden=page.hidden)
    return Content("eml", tidy(text))
