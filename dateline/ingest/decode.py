"""Bytes → text, and how the encoding is known.

After this module a text has only \\n for line ends, no control characters but \\n and \\t, no
invisible ones, and no lone surrogates. No statistical guess is made at a Latin script: such guesses
turn `naïve` into `naďve`.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache

from charset_normalizer import from_bytes
from ftfy import fix_encoding

from dateline.ingest.binary import CONTROL_BYTES, MAX_CONTROL_SHARE, refuse_binary
from dateline.ingest.refused import Refused
from dateline.rules import read_words

BOMS = (  # longest first: the UTF-32 mark begins with the UTF-16 one
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
MAX_UNDECODABLE_SHARE = 0.1  # windows-1252 lacks 5 of 256 bytes, so random bytes stay below
LINE_END = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
# Soft hyphens part words that are one, and marks of direction can make one read as another. The zero-width
# joiners stay: Persian and Hindi are spelt with them.
INVISIBLE = re.compile("[\u00ad\u200b\u200e\u200f\u2060\ufeff\u202a-\u202e\u2066-\u2069]")
CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f]")
STRANGE = re.compile(f"[{INVISIBLE.pattern[1:-1]}{CONTROL.pattern[1:-1]}\v\f\x85\u2028\u2029]")
TAG = re.compile(rb"<[^<>]{1,2000}>")
DECLARED = re.compile(
    rb"""<(?:meta\b[^>]{0,300}?charset\s*=|\?xml\b[^>]{0,100}?encoding\s*=)\s*["']?\s*([\w:-]{2,30})""",
    re.IGNORECASE,
)
DECLARED_WITHIN = 4096  # bytes: browsers look at 1,024; systems write more before it
# What UTF-8 looks like when it was read as windows-1252: "â€™" for ’, "Ã©" for é.
MOJIBAKE = re.compile("[ÃÂâÐÑØÙ][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹Œ‘’“”•–—˜™š›œžŸ]")
MAX_MENDED = 100_000  # characters of a line
# Where most letters are outside ASCII no Latin script was meant, and windows-1252 cannot be right.
MAX_LATIN_SHARE = 0.5
MIN_DETECTED_LETTERS = 20


@dataclass(frozen=True, slots=True)
class Decoded:
    """A file's text, the encoding, how that is known, and in words what could not be kept and what was mended."""

    text: str
    encoding: str
    evidence: str
    lost: str
    repaired: str = ""


def decode(content: bytes) -> Decoded:
    """The text of a file's bytes. Raises Refused when they are not text.

    >>> decode(b"caf\\xe9\\r\\nTunis").text, decode(b"caf\\xe9").evidence
    ('café\\nTunis', 'fallback')
    """
    found = _with_mark(content) or _guessed_utf_16(content)
    decoded = _checked(content, *(found or _plain(content)))
    text, repaired = without_mojibake(decoded.text)
    return replace(decoded, text=text, repaired=repaired)


def decode_page(content: bytes, charset: str | None = None) -> Decoded:
    """The text of a web page's bytes. `charset` is what the server said; else the page may say it itself.

    Bytes that are UTF-8 throughout are read so, whatever is declared: that is no accident.

    >>> decode_page(b"<meta charset=koi8-r>" + "Хафтар".encode("koi8-r")).evidence
    'declared'
    """
    found = _with_mark(content) or _guessed_utf_16(content)
    if found is None:
        refuse_binary(content)
        label = (charset or _declared_in(content)).strip().casefold()
        codec = _codecs().get(label, "")
        stateful = codec.startswith("iso-2022") and b"\x1b" in content
        with suppress(UnicodeDecodeError):
            text = content.decode("utf-8")
            if not stateful:
                evidence = "declared" if codec == "utf-8" else "utf-8"
                # invisible characters are left to what reads the page's lines: a page is long, and they are few
                controls = len(content.translate(None, CONTROL_BYTES)) < len(content)
                if controls or not text.strip():
                    return _checked(content, text, "utf-8", evidence)
                return Decoded(text, "utf-8", evidence, "")
        if codec not in ("", "utf-8"):
            with suppress(UnicodeDecodeError):
                return _checked(content, content.decode(codec), codec, "declared")
    return _checked(content, *(found or _plain(content)))


def _checked(content: bytes, text: str, encoding: str, evidence: str) -> Decoded:
    own = content.count("\ufffd".encode(encoding)) if encoding.startswith("utf") else 0
    undecodable = max(text.count("\ufffd") - own, 0)
    if undecodable > MAX_UNDECODABLE_SHARE * len(text):
        raise Refused("binary", f"it is not text in {encoding}; save the article as plain text")
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    lost = Counter(STRANGE.findall(text))
    for char in [char for char in lost if LINE_END.match(char)]:
        del lost[char]
    controls = sum(count for char, count in lost.items() if CONTROL.match(char))
    if controls > max(MAX_CONTROL_SHARE * len(text), 1):
        raise Refused("binary", "it is full of control characters; save the article as plain text")
    text = cleaned(text)
    if not text.strip():
        raise Refused("empty", "there is nothing in it but white space")
    return Decoded(text, encoding, evidence, _in_words(lost, undecodable))


def without_mojibake(text: str) -> tuple[str, str]:
    """The text with letters put right that were decoded wrongly before it was saved, and examples of them.

    Lines are mended one by one, and those alone that have such letters: what ftfy leaves is left.

    >>> without_mojibake("Haftarâ€™s forces, naïve")
    ('Haftar’s forces, naïve', '“Haftarâ€™s forces, naïve”')
    """
    if not MOJIBAKE.search(text):
        return text, ""
    lines, examples = text.split("\n"), list[str]()
    for number, line in enumerate(lines):
        if (
            MOJIBAKE.search(line)
            and len(line) <= MAX_MENDED
            and (better := fix_encoding(line)) != line
        ):
            lines[number] = better
            examples.append(line[max(MOJIBAKE.search(line).start() - 10, 0) :][:30])  # type: ignore[union-attr]
    more = f" and {len(examples) - 1} more lines" if len(examples) > 1 else ""
    return "\n".join(lines), f"“{examples[0]}”{more}" if examples else ""


@cache
def _codecs() -> dict[str, str]:
    """What pages call an encoding → Python's name of it; an old name means what browsers take it for."""
    return {row["label"]: row["codec"] for row in read_words("encodings.csv", "label", "codec")}


def _declared_in(content: bytes) -> str:
    match = DECLARED.search(content[:DECLARED_WITHIN])
    return match[1].decode("ascii") if match else ""


def cleaned(text: str) -> str:
    r"""The text as `decode` promises it, for words an escape made: "\0", or half of a surrogate pair.

    >>> cleaned("a\0b \ud800 \ud83d\ude42")
    'ab \ufffd 🙂'
    """
    if text.isprintable():  # as nearly every line is, and that is soon known
        return text
    text = CONTROL.sub("", LINE_END.sub("\n", INVISIBLE.sub("", text)))
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
    refuse_binary(content)
    with suppress(UnicodeDecodeError):
        return content.decode("utf-8"), "utf-8", "utf-8"
    text = content.decode("utf-8", "replace")
    wrong = text.count("\ufffd")
    right = sum(char > "\x7f" for char in text) - wrong
    # A few broken bytes among many sound sequences: a damaged UTF-8 file, not a Latin one, in which
    # a valid sequence is a rare accident.
    if right > 10 * wrong:
        return text, "utf-8", "utf-8"
    return _detected(content) or _fallback(content)


def _detected(content: bytes) -> tuple[str, str, str] | None:
    """What charset-normalizer makes of bytes that are no Latin script; a guess at others is often wrong."""
    high = sum(byte > 0x7F for byte in content[:100_000])
    ascii_letters = sum(
        65 <= byte <= 90 or 97 <= byte <= 122 for byte in TAG.sub(b"", content[:100_000])
    )
    if high < MIN_DETECTED_LETTERS or high < MAX_LATIN_SHARE * (high + ascii_letters):
        return None
    best = from_bytes(content[:100_000]).best()
    if best is None:
        return None
    with suppress(UnicodeDecodeError, LookupError):
        return content.decode(best.encoding), best.encoding, "detected"
    return None


def _fallback(content: bytes) -> tuple[str, str, str]:
    return content.decode("windows-1252", "replace"), "windows-1252", "fallback"


def _in_words(controls: Counter[str], undecodable: int) -> str:
    lost = [f"{count} × U+{ord(char):04X} removed" for char, count in sorted(controls.items())]
    if undecodable:
        lost.append(f"{undecodable} × bytes that are not in the encoding, shown as U+FFFD")
    return ", ".join(lost)
