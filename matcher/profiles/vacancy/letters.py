"""What is around a message and no part of it: headers, greetings, stamps, farewells, small print.

In:  the lines of a text, in order
Out: the lines of the envelope, each with why it asks for nothing ("heading", "application")
Why: vacancies come as mails that were forwarded twice. "Van: Roos", "Kind regards" and "delete it
     if you have received it in error" would be requirements, and put everybody behind
"""

import re
from collections.abc import Sequence

from matcher.profiles.blocks import GREETS
from matcher.profiles.lines import Line

_FIELD = re.compile(
    r"(?i)(?:van|aan|cc|bcc|onderwerp|verzonden|datum|from|to|subject|sent|date|betreff|an|von|"
    r"gesendet|objet|de|à|envoyé|bijlagen?|attachments?)\s?:\s"
)
_SURELY_FIELD = re.compile(r"(?i)\w+\s?:\s.*(?:@|\b(?:re|fw|fwd|tr|aw|wg|doorst)\s?:)")
_PASSED_ON = re.compile(
    r"(?i)\W*(?:(?:begin )?(?:forwarded message|doorgestuurd bericht|oorspronkelijk bericht|"
    r"original message|weitergeleitete nachricht|ursprüngliche nachricht|message transféré|"
    r"message d'origine))\W*"
)
_STAMP = re.compile(  # of a chat: "Nadia 09:12", "[12-03, 09:12] Nadia:"
    r"(?:\[[\d/., :-]{5,22}\]\s*[^\W\d][\w .'’-]{1,30}:?|[^\W\d][\w.'’-]*(?:\s[\w.'’-]+){0,2},?\s"
    r"\(?\d{1,2}[:.]\d\d\)?:?)"
)
_FAREWELL = re.compile(
    r"(?i)(?:(?:met )?(?:vriendelijke|hartelijke|collegiale)? ?groet(?:en|jes)?|mvg|"
    r"(?:(?:kind|best|warm) )?regards|(?:yours )?(?:sincerely|faithfully)|"
    r"(?:many )?thanks(?: (?:in advance|again))?|cheers|(?:alvast )?bedankt|merci(?: d['’]avance)?|"
    r"cordialement|bien à (?:vous|toi)|bonne (?:soirée|journée)|(?:mit )?(?:freundlichen|besten|"
    r"lieben|schönen|viele[n]?|liebe|beste) grü(?:ß|ss)en?|vg|lg|mfg|br|thx)"
    r"(?:[,.! ]+(?:[A-ZÀ-Þ][\w.'’-]*\.?[ ,]*){0,4})?\W*"
)
_THANKS = re.compile(r"(?i)(?:many )?thanks|cheers|(?:alvast )?bedankt|merci|thx")  # and goes on
_SIGNED = 6  # words of a line below a farewell: a name, a function, a firm
_SIGNATURE = 4  # lines
_SMALL_PRINT = re.compile(
    r"(?i)\b(?:(?:dit|deze) (?:e-?)?(?:mail|bericht)|informatie in (?:dit|deze)|th(?:is|e) "
    r"(?:e-?mail|message)|diese (?:e-?mail|nachricht)|ce (?:message|courriel|mail))\b.*"
    r"(?:vertrouwelijk|bestemd|geadresseerde|confidential|privileged|intended|vertraulich|bestimmt|"
    r"confidentiel|destiné)"
    r"|\bten onrechte (?:hebt )?ontvang|\breceived (?:it|this(?: \w+)?) in error"
    r"|irrtümlich erhalten|reçu (?:ce \w+ )?par erreur"
    r"|(?:milieu|environment|umwelt|environnement)\b.{0,20}\b(?:voordat|before|bevor|avant)\b"
    r".{0,25}(?:print|druck|imprim)"
)


def envelope_of(lines: Sequence[Line]) -> list[tuple[Line, str]]:
    """Return the lines of the envelope of a message and why each is one; never all of them."""
    found: list[tuple[Line, str]] = []
    mail = sum(bool(_FIELD.match(line.text)) for line in lines) > 1
    signing = 0  # lines that may still belong to a signature
    for line in lines:
        reason, signing = _why(line, mail=mail, signing=signing)
        if reason:
            found.append((line, reason))
    return found if len(found) < len(lines) else []


def _why(line: Line, *, mail: bool, signing: int) -> tuple[str | None, int]:
    text = line.text
    if _SURELY_FIELD.match(text) or (mail and _FIELD.match(text)) or _PASSED_ON.fullmatch(text):
        return "application", 0
    if _FAREWELL.fullmatch(text):
        return "application", 0 if _THANKS.match(text) else _SIGNATURE
    if _STAMP.fullmatch(text) or GREETS.fullmatch(text):
        return "heading", 0
    if _SMALL_PRINT.search(text):
        return "application", 0
    named = text[:1].isupper() and len(text.split()) <= _SIGNED and not text.endswith((":", "."))
    if signing and named and not line.bullet:
        return "application", signing - 1
    return None, 0
