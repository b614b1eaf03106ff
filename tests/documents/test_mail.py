"""E-mail: the attached CV is the document, the letter only where there is no other."""

from email.message import EmailMessage
from pathlib import Path

import document_files as make

from matcher.documents import read_files
from matcher.records import Document, Reason, Unreadable

LETTER = "Dear reader,\n\nplease find attached my CV.\n\nAnna"
LONG = "\n".join(["Anna de Boer", *(f"Nurse at ward {n} since 201{n}" for n in range(8))])


def _mail(text: str, *attachments: Path) -> EmailMessage:
    mail = EmailMessage()
    mail["Subject"], mail["From"], mail["To"] = "CV", "anna@mail.nl", "hr@mail.nl"
    mail.set_content(text)
    for path in attachments:
        kind = path.suffix[1:]
        mail.add_attachment(
            path.read_bytes(), maintype="application", subtype=kind, filename=path.name
        )
    return mail


def _found(path: Path, mail: EmailMessage) -> list[Document | Unreadable]:
    path.write_bytes(mail.as_bytes())
    return list(read_files([path]))


def test_an_attached_cv_is_the_document(tmp_path: Path) -> None:
    cv = make.pdf_of_lines(tmp_path / "anna.pdf", ["Anna de Boer", "Nurse since 2015"])
    (found,) = _found(tmp_path / "mail.eml", _mail(LONG, cv))
    assert isinstance(found, Document)
    assert (found.id, found.source, found.media) == ("anna", "mail.eml/anna.pdf", "pdf")
    assert found.text == "Anna de Boer\nNurse since 2015"


def test_every_attached_cv_is_a_document_and_a_bad_one_is_named(tmp_path: Path) -> None:
    anna = make.pdf_of_lines(tmp_path / "anna.pdf", ["Anna de Boer", "Nurse since 2015"])
    jan = make.docx_of_lines(tmp_path / "jan.docx", ["Jan Smit", "Cook since 2016"])
    scan = make.pdf_of_picture(tmp_path / "scan.pdf")
    found = _found(tmp_path / "mail.eml", _mail(LETTER, anna, jan, scan))
    assert [(one.source, getattr(one, "reason", "read")) for one in found] == [
        ("mail.eml/anna.pdf", "read"),
        ("mail.eml/jan.docx", "read"),
        ("mail.eml/scan.pdf", Reason.NEEDS_OCR),
    ]


def test_a_cv_that_was_pasted_into_the_mail_is_the_document(tmp_path: Path) -> None:
    (found,) = _found(tmp_path / "mail.eml", _mail(LONG))
    assert isinstance(found, Document)
    assert (found.id, found.source, found.text) == ("mail", "mail.eml", LONG)


def test_a_short_letter_with_an_unreadable_cv_gives_only_the_reason(tmp_path: Path) -> None:
    scan = make.pdf_of_picture(tmp_path / "scan.pdf")
    (found,) = _found(tmp_path / "mail.eml", _mail(LETTER, scan))
    assert isinstance(found, Unreadable)
    assert (found.source, found.reason) == ("mail.eml/scan.pdf", Reason.NEEDS_OCR)


def test_a_letter_of_html_is_read_as_a_page(tmp_path: Path) -> None:
    mail = EmailMessage()
    mail["Subject"] = "CV"
    mail.set_content("".join(f"<p>Nurse at ward {n}</p>" for n in range(8)), subtype="html")
    (found,) = _found(tmp_path / "mail.eml", mail)
    assert isinstance(found, Document)
    assert found.text.startswith("Nurse at ward 0\n\nNurse at ward 1")


def test_a_forwarded_mail_is_opened_and_endless_nesting_is_not(tmp_path: Path) -> None:
    cv = make.pdf_of_lines(tmp_path / "anna.pdf", ["Anna de Boer", "Nurse since 2015"])
    mail = _mail(LETTER, cv)
    outer = _mail(LETTER)
    outer.add_attachment(mail, filename="fwd.eml")
    (found,) = _found(tmp_path / "outer.eml", outer)
    assert isinstance(found, Document)
    assert found.source == "outer.eml/fwd.eml/anna.pdf"
    for _ in range(4):
        deeper = _mail(LETTER)
        deeper.add_attachment(mail, filename="fwd.eml")
        mail = deeper
    assert all(isinstance(one, Unreadable) for one in _found(tmp_path / "deep.eml", mail))


def test_pictures_and_calendars_are_no_cv(tmp_path: Path) -> None:
    mail = _mail(LONG)
    mail.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="logo.png")
    mail.add_attachment(b"BEGIN:VCALENDAR", maintype="text", subtype="calendar", filename="a.ics")
    (found,) = _found(tmp_path / "mail.eml", mail)
    assert isinstance(found, Document)
    assert found.source == "mail.eml"


def test_a_file_that_is_no_mail_is_unreadable(tmp_path: Path) -> None:
    (tmp_path / "x.eml").write_text("\n\njust words")
    (found,) = read_files([tmp_path])
    assert isinstance(found, Unreadable)
    assert found.reason is Reason.UNREADABLE
