"""Articles that tell one story, and articles that are the same words.

A story is held together by whom its articles name: entities weighed by TF-IDF, cosine, single link, with
no date window, since stories last. The first plain rule: two articles on one war can be one story to it.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping

from dateline.model import Article, Story

# On ECB+ (766 articles, development topics) pairs score precision .40, recall .92 at .30; .62, .87 at
# .36; .78, .69 at .46. The five seeds, one story told by five outlets, hold together up to .38.
THRESHOLD = 0.36
COMMONEST = 0.2  # whom a fifth of a large folder names tells no two stories apart
LARGE = 50  # articles


def find_copies(articles: Collection[Article]) -> dict[str, str]:
    """Article → the earliest article with the same words, for those that repeat another's."""
    first: dict[str, str] = {}
    copies = {}
    for article in sorted(articles, key=lambda a: (a.published or "~", a.id)):
        body = " ".join(
            article.text[p.start : p.end] for p in article.paragraphs if p.role in {"body", "quote"}
        )
        words = " ".join(body.casefold().split())
        if words and words in first:
            copies[article.id] = first[words]
        elif words:
            first[words] = article.id
    return copies


def find_stories(
    articles: Collection[Article], named: Mapping[str, Counter[str]], copies: Mapping[str, str]
) -> tuple[tuple[Story, ...], dict[str, str]]:
    """The stories, and the story of each article. `named` counts the entities each article names."""
    links = _links(_vectors(named))
    links |= {(min(pair), max(pair)): 1.0 for pair in copies.items()}
    head = {article.id: article.id for article in articles}

    def root(article_id: str) -> str:
        while head[article_id] != article_id:
            article_id = head[article_id]
        return article_id

    for left, right in sorted(links):
        one, other = sorted((root(left), root(right)))
        head[other] = one
    members: dict[str, list[Article]] = defaultdict(list)
    for article in sorted(articles, key=lambda a: a.id):
        members[root(article.id)].append(article)
    likeness: Counter[str] = Counter()
    for (left, right), cosine in sorted(links.items()):
        likeness.update({left: cosine, right: cosine})
    stories = [_story(first, group, likeness, copies) for first, group in sorted(members.items())]
    story_of = {a.id: f"{first}-story" for first, group in members.items() for a in group}
    return tuple(stories), story_of


def _vectors(named: Mapping[str, Counter[str]]) -> dict[str, dict[str, float]]:
    """Article → its entities with their TF-IDF weights, of length one."""
    found_in = Counter(entity for entities in named.values() for entity in entities)
    total = len(named)
    most = COMMONEST * total if total > LARGE else total
    vectors = {}
    for article_id, entities in sorted(named.items()):
        weights = {
            entity: (1 + math.log(n)) * (1 + math.log((1 + total) / (1 + found_in[entity])))
            for entity, n in sorted(entities.items())
            if found_in[entity] <= most
        }
        length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
        vectors[article_id] = {entity: weight / length for entity, weight in weights.items()}
    return vectors


def _links(vectors: dict[str, dict[str, float]]) -> dict[tuple[str, str], float]:
    """Pairs of articles that are alike enough, with their cosine."""
    holders: dict[str, list[tuple[str, float]]] = defaultdict(list)
    links: dict[tuple[str, str], float] = {}
    for article_id, weights in vectors.items():
        cosines: dict[str, float] = defaultdict(float)
        for entity, weight in weights.items():
            for other, its_weight in holders[entity]:
                cosines[other] += weight * its_weight
            holders[entity].append((article_id, weight))
        links |= {(other, article_id): c for other, c in cosines.items() if c >= THRESHOLD}
    return links


def _story(
    first: str, group: list[Article], likeness: Counter[str], copies: Mapping[str, str]
) -> Story:
    central = min(group, key=lambda a: (-round(likeness[a.id], 9), a.id))
    return Story(
        id=f"{first}-story",
        title=central.title or central.id,
        article_count=len(group),
        source_count=sum(article.id not in copies for article in group),
        earliest=min((a.published_earliest for a in group if a.published_earliest), default=None),
        latest=max((a.published_latest for a in group if a.published_latest), default=None),
    )
