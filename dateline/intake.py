"""What a build has of its folder: how far it is, and what it comes to."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from dateline.corrections import Filed
from dateline.ingest import Found, items_of
from dateline.ingest.items import Item
from dateline.memory import give_back
from dateline.model import Article, Refusal
from dateline.outcome import Outcome
from dateline.shelf import Shelf

Tell = Callable[[str, int, int], None]  # what is done, of how many articles, and how many there are


@dataclass(slots=True)
class Intake:
    """The records of a folder as they come in, and what was refused.

    Of each item that is done with a record on the shelf (on disk), its id and path, and two hashes stay, until it
    is told to forget them.
    """

    shelf: Shelf
    tell: Tell
    refusals: list[Refusal] = field(default_factory=list)
    filed: list[Filed] = field(default_factory=list)
    is_lasting: bool = True  # the next build of the same files would come to the same
    # SHA-256 after SHA-256: as objects they would take twice the memory
    _contents: bytearray = field(default_factory=bytearray)
    _keys: bytearray = field(default_factory=bytearray)
    _done: int = 0
    _files: int = 0

    def items(self, files: list[Found]) -> Iterator[Item]:
        """The items of the files, noted as they go by."""
        self._files = len(files)
        for file in files:
            for item in items_of(file):
                if isinstance(item, Refusal):
                    self._refuse(item)
                    continue
                self.filed.append(Filed(item.id, item.path))
                self._contents += _digest(f"{item.id}\t{item.path}\t{item.sha256}")
                yield item

    def take(self, outcome: Outcome) -> None:
        """Takes in what became of an item."""
        self._keys += outcome.key
        self.is_lasting &= outcome.is_lasting
        if outcome.refusal is not None:
            self.refusals.append(outcome.refusal)
        if outcome.record is not None:
            self.shelf.put_packed(outcome.id, outcome.record)
        self._done += 1
        # a file may hold many articles, or none: until all are read it is not known how many there are
        self.tell("analysing", self._done, max(self._files, len(self.filed) + 1))

    def _refuse(self, refusal: Refusal) -> None:
        self.refusals.append(refusal)
        row = _digest(f"{refusal.path}\t{refusal.reason}\t{refusal.detail}\t{refusal.bytes}")
        self._contents += row
        self._keys += row

    def input(self, entries: Iterable[object]) -> str:
        """SHA-256 over what was read and the corrections: the same wherever the folder lies."""
        return _sum(self._contents, entries).hex()

    def article(self, article_id: str) -> Article:
        """An article as it was read. Raises KeyError when there is none of that id."""
        return self.shelf[article_id].article

    def forget(self) -> None:
        """Lets go of what was kept of each item: 26 MB of a hundred thousand articles."""
        self.filed.clear()
        self._contents.clear()
        self._keys.clear()
        give_back()

    def state(self, entries: Iterable[object], fingerprint: bytes) -> bytes:
        """SHA-256 over all that the database depends on: the input, and what it is read and analysed by."""
        return _sum(self._keys + fingerprint, entries)


def _sum(hashes: bytearray, entries: Iterable[object]) -> bytes:
    """A hash of the hashes, whatever their order, and of the corrections."""
    size = hashlib.sha256().digest_size
    ordered = sorted(bytes(hashes[n : n + size]) for n in range(0, len(hashes), size))
    return hashlib.sha256(b"".join(ordered) + repr(list(entries)).encode()).digest()


def _digest(line: str) -> bytes:
    return hashlib.sha256(line.encode("utf-8", "surrogatepass")).digest()
