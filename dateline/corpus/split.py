"""Some mentions of an entity are somebody else's: named otherwise, or named in other articles."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from dateline.corpus.entities import slug_of
from dateline.corpus.roster import Done, Roster
from dateline.corrections.check import nearest
from dateline.corrections.entry import Entry, counted
from dateline.corrections.lookup import Unmatched, find_article
from dateline.entities.gazetteer import folded
from dateline.model import Entity, Name


def split(roster: Roster, entry: Entry) -> Done:
    """Gives mentions of one entity to another: those of some names, in some articles, or both."""
    whole = roster.find(entry.target, entry.field("type"))
    names = roster.names[whole.id]
    wanted, problems = set(map(folded, entry.names)), list[str]()
    inside = set[str]()
    for words in entry.articles:
        try:
            inside.add(find_article(words, roster.articles).id)
        except Unmatched as unmatched:
            problems.append(str(unmatched))
    going = [
        n for n in names if _goes(n, wanted) and (not entry.articles or n.article_id in inside)
    ]
    spelled = {folded(word): word for name in names for word in (name.name, name.full_name)}
    gone = {folded(word) for name in going for word in (name.name, name.full_name)}
    for words in entry.names:
        if folded(words) not in gone:
            near = nearest(words, spelled.values())
            meant = f"; did you mean {near}?" if near and folded(near) != folded(words) else ""
            problems.append(f"{whole.name} is not called {words!r} there{meant}")
    silent = sorted(inside - {name.article_id for name in going})
    problems += [f"{article} does not name {whole.name} so" for article in silent]
    if not going:
        raise Unmatched("; ".join(problems))
    if len(going) == len(names):
        raise Unmatched(f"it would take every mention of {whole.name} away; rename it instead")
    other, was = _other(roster, whole, entry.field("as") or ""), whole.name
    roster.unlink(whole.id, going)
    roster.names[other.id] += going
    for spelling in sorted({n.name for n in going if n.kind == "name"} - {other.name}):
        roster.join(other, other.name, spelling, entry.why)
    roster.put(other, entry.why)
    left = Counter(name.full_name for name in roster.names[whole.id])
    if folded(whole.name) in spelled and folded(whole.name) not in map(folded, left):
        whole = replace(whole, name=min(left, key=lambda name: (-left[name], name)))
    roster.put(whole, entry.why)
    where = counted(len({name.article_id for name in going}), "article")
    moved = f"{counted(len(going), 'mention')} in {where}"
    return f"gave {moved} of {was} ({whole.id}) to {other.name} ({other.id})", problems


def _goes(name: Name, wanted: set[str]) -> bool:
    return not wanted or folded(name.name) in wanted or folded(name.full_name) in wanted


def _other(roster: Roster, whole: Entity, words: str) -> Entity:
    """Whom the mentions go to: the one that is called so already, else somebody new."""
    there = sorted(({words} & roster.entities.keys() or roster.bearing(words)) - {whole.id})
    if len(there) > 1:
        raise Unmatched(f"{words!r} fits {', '.join(there)}; give one of these ids after as:")
    if there:
        return roster.entities[there[0]]
    return Entity(
        id=slug_of(words, whole.type, roster.taken),
        name=words,
        type=whole.type,
        country=None,
        latitude=None,
        longitude=None,
        gazetteer_id=None,
        mention_count=0,
        article_count=0,
    )
