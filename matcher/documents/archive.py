"""Zip files and XML from strangers, unpacked within limits.

In:  bytes of a zip (docx, odt, xlsx), bytes of XML
Out: entries as bytes, XML as a tree; `Refused` for bombs, encryption and DTDs
Why: a 1 MB docx may unpack to 1 GiB (python-docx takes 2 GB before it says so), and entities of a
     DTD read files or explode; office files never need a DTD, so any DTD is refused
"""

import io
import zipfile
import zlib

from lxml import etree

from matcher.documents.contents import Refused
from matcher.limited import MIB, Limits
from matcher.records import Reason

_CHUNK = 1 << 16
_ENCRYPTED_FLAG = 0x1


def open_zip(data: bytes, limits: Limits) -> zipfile.ZipFile:
    """Return the zip in `data`, its listing checked against the limits."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise Refused(
            Reason.UNREADABLE,
            "the file is damaged or cut off; open it, save it anew and add it again",
        ) from error
    entries = archive.infolist()
    if len(entries) > limits.entries:
        raise Refused(
            Reason.TOO_LARGE,
            f"the file packs {len(entries)} entries, at most {limits.entries} are read; "
            "save the text alone and add it again",
        )
    if sum(entry.file_size for entry in entries) > limits.unpacked_bytes:
        raise _bomb(limits)
    if any(entry.flag_bits & _ENCRYPTED_FLAG for entry in entries):
        raise Refused(Reason.ENCRYPTED, "the file is encrypted; save it without a password")
    return archive


def check_entries(data: bytes, limits: Limits) -> None:
    """Unpack every entry once without keeping it, for readers that unpack by themselves."""
    archive = open_zip(data, limits)
    for name in archive.namelist():
        _unpack(archive, name, limits, keep=False)


def entry(archive: zipfile.ZipFile, name: str, limits: Limits) -> bytes:
    """Return one entry of a zip, or refuse it when it grows beyond the limits."""
    return _unpack(archive, name, limits, keep=True)


def parse_xml(data: bytes) -> etree._Element:
    """Return the root of `data`, with DTDs, entities and networks refused."""
    head = data[:4096].replace(b"\0", b"")
    if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
        raise Refused(
            Reason.UNREADABLE,
            "the file holds a document type definition, which may hide an attack; "
            "save it anew from a word processor and add it again",
        )
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False, recover=False
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Refused(
            Reason.UNREADABLE, "the file is damaged; open it, save it anew and add it again"
        ) from error
    if getattr(root.getroottree().docinfo, "doctype", ""):
        raise Refused(Reason.UNREADABLE, "the file holds a document type definition; save it anew")
    return root


def local_name(element: etree._Element) -> str:
    """Return an element's name without its namespace; empty for comments and the like."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _unpack(archive: zipfile.ZipFile, name: str, limits: Limits, *, keep: bool) -> bytes:
    info, size, kept = archive.getinfo(name), 0, bytearray()
    try:
        with archive.open(info) as stream:
            while chunk := stream.read(_CHUNK):
                size += len(chunk)
                packed = max(info.compress_size, 1)
                if size > limits.unpacked_bytes or size > max(MIB, limits.ratio * packed):
                    raise _bomb(limits)
                if keep:
                    kept += chunk
    except (
        zipfile.BadZipFile,
        NotImplementedError,
        EOFError,
        OSError,
        ValueError,
        zlib.error,
    ) as error:
        raise Refused(
            Reason.UNREADABLE, "the file is damaged; open it, save it anew and add it again"
        ) from error
    return bytes(kept)


def _bomb(limits: Limits) -> Refused:
    return Refused(
        Reason.TOO_LARGE,
        f"the file unpacks to more than {limits.unpacked_bytes >> 20} MiB or more than "
        f"{limits.ratio} times its size; save the text alone and add it again",
    )
