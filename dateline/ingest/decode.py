"""Bytes → text, and how the encoding is known.

After this module a text has only \\n for line ends, no control characters but \\n and \\t, and no
lone surrogates. No statistical guess is made: on Latin pages such guesses turn `naïve` into
`naďve`.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass

from dateline.ingest.refused import Refused

BOMS = (  # longest first: the UTF-32 mark begins with the UTF-16 one
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
MAGIC = (
    (b"%PDF-", "a PDF"),
    (b"{\\rtf", "a Rich Text document"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"II*\x00", "a TIFF image"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"PK\x05\x06", "an empty ZIP archive"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"Rar!", "a RAR archive"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"RIFF", "a sound, picture or film (RIFF)"),
    (b"OggS", "a sound (Ogg)"),
    (b"ID3", "a sound (MP3)"),
)
PLAIN_MAGIC = {b"%PDF-", b"{\\rtf", b"GIF87a", b"GIF89a"}  # enough alone; "BZh" or "MZ" are not
CONTROL_BYTES = bytes(byte for byte in range(32) if byte not in b"\t\n\v\f\r\x1b") + b"\x7f"
MAX_CONTROL_SHARE = 0.02  # random bytes have 0.10, a text with a stray NUL hardly 0.001
MAX_UNDECODABLE_SHARE = 0.1  # windows-1252 lacks 5 of 256 bytes, so random bytes stay below
LINE_END = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f]")
WEB_PAGE = re.compile(r"\s*<(?:!doctype|html|\?xml|head|body)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Decoded:
    """A file's text, the encoding, how that is known, and in words what could not be kept."""

    text: str
    encoding: str
    evidence: str
    lost: str


def decode(content: bytes) -> Decoded:
    """The text of a file's bytes. Raises Refused when they are not text.

    >>> decode(b"caf\\xe9\\r\\nTunis").text, decode(b"caf\\xe9").evidence
    ('café\\nTunis', 'fallback')
    """
    text, encoding, evidence = _with_mark(content) or _guessed_utf_16(content) or _plain(content)
    own = content.count("\ufffd".encode(encoding)) if encoding != "windows-1252" else 0
    undecodable = max(text.count("\ufffd") - own, 0)
    if undecodable > MAX_UNDECODABLE_SHARE * len(text):
        raise Refused("binary", f"it is not text in {encoding}; save the article as plain text")
    text = LINE_END.sub("\n", text.removeprefix("\ufeff"))
    controls = Counter(CONTROL.findall(text))
    if controls.total() > max(MAX_CONTROL_SHARE * len(text), 1):
        raise Refused("binary", "it is full of control characters; save the article as plain text")
    text = CONTROL.sub("", text)
    if not text.strip():
        raise Refused("empty", "there is nothing in it but white space")
    if WEB_PAGE.match(text):
        raise Refused("unknown-kind", "it holds a web page or XML; save the article as plain text")
    return Decoded(text, encoding, evidence, _in_words(controls, undecodable))


def cleaned(text: str) -> str:
    r"""The text as `decode` promises it, for words an escape made: "\0", or half of a surrogate pair.

    >>> cleaned("a\0b \ud800 \ud83d\ude42")
    'ab \ufffd 🙂'
    """
    text = CONTROL.sub("", LINE_END.sub("\n", text))
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _with_mark(content: bytes) -> tuple[str, str, str] | None:
    for mark, encoding in BOMS:
        if content.startswith(mark):
            return content[len(mark) :].decode(encoding, "replace"), encoding, "bom"
    return None


def _guessed_utf_16(content: bytes) -> tuple[str, str, str] | None:
    """UTF-16 without a mark, only when every unit is right and it reads like spaced-out words."""
    if len(content) % 2 or b"\0" not in content:
        return None
    for encoding in ("utf-16-le", "utf-16-be"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        spaces = text.count(" ") + text.count("\n")
        strange = sum(not (char.isprintable() or char.isspace()) for char in text[:10_000])
        if spaces * 30 >= len(text) and not strange and "\0" not in text:
            return text, encoding, "utf-16"
    return None


def _plain(content: bytes) -> tuple[str, str, str]:
    _refuse_binary(content)
    with suppress(UnicodeDecodeError):
        return content.decode("utf-8"), "utf-8", "utf-8"
    text = content.decode("utf-8", "replace")
    wrong = text.count("\ufffd")
    right = sum(char > "\x7f" for char in text) - wrong
    # A few broken bytes among many sound sequences: a damaged UTF-8 file, not a Latin one, in which
    # a valid sequence is a rare accident.
    if right > 10 * wrong:
        return text, "utf-8", "utf-8"
    return content.decode("windows-1252", "replace"), "windows-1252", "fallback"


def _refuse_binary(content: bytes) -> None:
    head = content[:4096]
    for magic, what in MAGIC:
        certain = magic in PLAIN_MAGIC or b"\0" in head or not magic.isascii()
        if content.startswith(magic) and certain:
            raise Refused("binary", f"it is {what}; save the article as plain text")
    controls = len(content) - len(content.translate(None, CONTROL_BYTES))
    if controls > max(MAX_CONTROL_SHARE * len(content), 1):
        nuls = content.count(0)
        raise Refused(
            "binary",
            f"it is not text: {controls:,} of its {len(content):,} bytes are control characters"
            f" ({nuls:,} of them NUL); save the article as plain text",
        )


def _in_words(controls: Counter[str], undecodable: int) -> str:
    lost = [f"{count} × U+{ord(char):04X} removed" for char, count in sorted(controls.items())]
    if undecodable:
        lost.append(f"{undecodable} × bytes that are not in the encoding, shown as U+FFFD")
    return ", ".join(lost)
