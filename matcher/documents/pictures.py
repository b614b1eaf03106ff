"""Pictures as files: a photo or a scan of a CV.

In:  the bytes of a .png, .jpg, .tiff, .bmp, .webp; the pictures of a Word file without a text
Out: `Content`, where OCR is installed; else the refusal that says how to install it
Why: people photograph the paper and send what their telephone made of it
"""

from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import TYPE_CHECKING

from matcher.documents import ocr as engines
from matcher.documents.contents import Content, Refused
from matcher.documents.needing_ocr import HOW
from matcher.documents.normal import tidy_pages
from matcher.documents.ocr import Ocr
from matcher.documents.pdf_lines import text_of_page
from matcher.documents.pdf_order import reading_order, runs_of
from matcher.limited import Limits
from matcher.records import Reason

if TYPE_CHECKING:
    from PIL.Image import Image

_MOST_PIXELS = 60_000_000


def read_image(data: bytes, limits: Limits, ocr: Ocr | None = None) -> Content:
    """Return the text of a picture; see `read_images`."""
    return read_images([data], limits, ocr)


def read_images(pictures: Sequence[bytes], limits: Limits, ocr: Ocr | None = None) -> Content:
    """Return the text of the pictures that a document consists of.

    Raises
    ------
    Refused : OCR is not installed, a picture is damaged or huge, or none holds text
    """
    ocr = ocr or engines.installed()
    if ocr is None:
        raise Refused(Reason.NEEDS_OCR, f"the text is a picture: {HOW}")
    pages: list[str] = []
    sure, letters = 0.0, 0
    for picture in pictures[: limits.ocr_pages]:
        for frame in _frames(picture, limits):
            read = engines.read_picture(frame, ocr, limits)
            pages.append(text_of_page(reading_order(runs_of(read.words), [])))
            sure += read.confidence * read.letters
            letters += read.letters
    if not letters:
        raise Refused(
            Reason.EMPTY, "OCR finds no text in the picture; scan the page anew, sharp and upright"
        )
    text, starts = tidy_pages(pages)
    return Content("picture", text, starts, ocr=sure / letters)


def _frames(data: bytes, limits: Limits) -> Iterator["Image"]:
    """Yield the pages of a picture, upright as the camera says."""
    import warnings

    from PIL import Image, ImageOps, UnidentifiedImageError

    warnings.simplefilter("error", Image.DecompressionBombWarning)
    Image.MAX_IMAGE_PIXELS = _MOST_PIXELS
    try:
        picture = Image.open(BytesIO(data))
        for number in range(min(getattr(picture, "n_frames", 1), limits.ocr_pages)):
            picture.seek(number)
            yield ImageOps.exif_transpose(picture)
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        raise Refused(
            Reason.TOO_LARGE,
            f"the picture has more than {_MOST_PIXELS // 1_000_000} million dots; save it smaller",
        ) from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError) as error:
        raise Refused(
            Reason.UNREADABLE, "the picture is damaged; scan or save it anew and add it again"
        ) from error
