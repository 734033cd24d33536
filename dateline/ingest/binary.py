"""What is no text: pictures, archives, programs, by their first bytes and by their control characters."""

from __future__ import annotations

from dateline.ingest.refused import Refused

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


def refuse_binary(content: bytes) -> None:
    """Raises Refused when the bytes are not text in an encoding of one byte or UTF-8."""
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
