"""What saved web pages say of their articles: title, authors, day, body, encoding; with near misses."""

from __future__ import annotations

import io
import json

import pytest

from dateline.ingest.article import article_of
from dateline.ingest.byline import names_in
from dateline.ingest.items import Source
from dateline.ingest.kinds import kind_of
from dateline.ingest.page.tree import MAX_ELEMENTS, page_tree
from dateline.ingest.refused import Refused
from dateline.ingest.site_name import without_site_name
from dateline.model import Article

BODY = "".join(
    f"<p>{words}</p>"
    for words in (
        "Gunmen stormed the oil port of Ras Lanuf before dawn on Tuesday, workers at the port said.",
        "Fires burned in its tanks until the evening, and smoke was seen from the capital of the province.",
        "It was the second attack on the port this year, and nobody said who was behind it or why.",
    )
)


def read(head: str = "", body: str = BODY, *, lang: str = "en", url: str | None = None) -> Article:
    """The article in a page with this in its head and its body."""
    link = f"<link rel='canonical' href='{url}'>" if url else ""
    markup = (
        f"<!doctype html><html lang='{lang}'><head><meta charset=utf-8>{link}{head}</head>"
        f"<body><h1>Gunmen storm oil port</h1>{body}</body></html>"
    )
    return article_of(page(markup.encode()))


def page(content: bytes | str, charset: str | None = None):
    return Source("a", "a.html", "html", len(content), io.BytesIO()).item(
        content, "html", charset=charset
    )


def meta(name: str, content: str) -> str:
    return f'<meta property="{name}" content="{content}">'


def json_ld(**fields: object) -> str:
    node = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": "Gunmen storm oil port",
        **fields,
    }
    return f'<script type="application/ld+json">{json.dumps(node)}</script>'


# ---------------------------------------------------------------- titles


@pytest.mark.parametrize(
    ("title", "sites", "headings", "expected"),
    [
        ("Gunmen storm oil port | Reuters", [], [], "Gunmen storm oil port"),
        (
            "Gunmen storm oil port - The Libya Observer",
            ["Libya Observer"],
            [],
            "Gunmen storm oil port",
        ),
        (
            "Gunmen storm oil port – DW – 13.06.2023",
            [],
            ["Gunmen storm oil port"],
            "Gunmen storm oil port",
        ),
        (
            "ZEIT ONLINE | Gunmen storm oil port",
            ["www.zeit.de", "ZEIT ONLINE"],
            [],
            "Gunmen storm oil port",
        ),
        ("Gunmen storm oil port - example.com", ["www.example.com"], [], "Gunmen storm oil port"),
        ("油港遭袭_新华网", ["新华网"], [], "油港遭袭"),
        # near misses: a dash, a bar or a colon is part of many headlines
        ("Libya - a year of war", ["Example News"], [], "Libya - a year of war"),
        (
            "Oil, guns and money: who holds Ras Lanuf?",
            ["Example"],
            [],
            "Oil, guns and money: who holds Ras Lanuf?",
        ),
        ("Port | Storm", [], [], "Port | Storm"),
        ("Haftar in Moscow - Libya", ["The Libya Observer"], [], "Haftar in Moscow - Libya"),
    ],
)
def test_a_title_loses_the_name_of_its_site_and_nothing_else(title, sites, headings, expected):
    assert without_site_name(title, sites, headings) == expected


def test_the_declared_headline_comes_before_the_social_one():
    head = (
        json_ld()
        + meta("og:title", "You won't believe who stormed this port")
        + meta("og:site_name", "Example")
    )
    assert read(head).title == "Gunmen storm oil port"
    assert (
        read(
            meta("og:title", "Gunmen storm port | Example") + meta("og:site_name", "Example")
        ).title
        == "Gunmen storm port"
    )


def test_a_title_that_is_a_script_is_text():
    article = read(
        "<title>&lt;script&gt;alert(1)&lt;/script&gt; storms port today</title>",
        body=f"<h1>b</h1>{BODY}",
    )
    assert article.title == "<script>alert(1)</script> storms port today"


# ---------------------------------------------------------------- authors


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("By Jane Doe and Ali al-Hasan", ("Jane Doe", "Ali al-Hasan")),
        ("Jane Doe, Ali al-Hasan, Tom Rye", ("Jane Doe", "Ali al-Hasan", "Tom Rye")),
        ("Von Karin Fischer und Jan Wolf", ("Karin Fischer", "Jan Wolf")),
        ("Posted by Jane Doe", ("Jane Doe",)),
        ("Autor: Jane Doe", ("Jane Doe",)),
        ("AFP/Reuters", ("AFP", "Reuters")),
        ("Michael L. Anderson, PhD", ("Michael L. Anderson, PhD",)),
        # near misses
        ("Doe, Jane", ("Doe, Jane",)),
        ("Anderson Cooper", ("Anderson Cooper",)),
        ("Andy Byford", ("Andy Byford",)),
        ("Textor Smith", ("Textor Smith",)),
        ("", ()),
        ("—", ()),
    ],
)
def test_a_byline_is_split_into_people(words, names):
    assert names_in(words) == names


@pytest.mark.parametrize(
    ("head", "names"),
    [
        (
            json_ld(author={"@type": "Person", "name": "Jane Doe"})
            + meta("author", "Example News"),
            ["Jane Doe"],
        ),
        (json_ld(author=[{"name": "Jane Doe"}, {"name": "Tom Rye"}]), ["Jane Doe", "Tom Rye"]),
        (
            json_ld(author={"@type": "Person", "name": ["Jane Doe", "Tom Rye"]}),
            ["Jane Doe", "Tom Rye"],
        ),
        (
            json_ld(author={"@type": "Organization", "name": "Example"})
            + meta("parsely-author", "Jane Doe"),
            ["Jane Doe"],
        ),
        (meta("og:site_name", "Example") + meta("author", "Jane Doe - Example"), ["Jane Doe"]),
        (
            meta("article:author", "https://www.facebook.com/jane") + meta("author", "Jane Doe"),
            ["Jane Doe"],
        ),
        (meta("author", "Theresa May"), ["Theresa May"]),
        (meta("author", "delta201"), ["delta201"]),
        # nobody
        (meta("author", "Apr 7"), []),
        (meta("author", "Art Edwards says"), []),
        (meta("author", "admin"), []),
        (meta("author", "jane@example.com"), []),
        ("", []),
    ],
)
def test_authors_are_people_whom_the_page_declares(head, names):
    article = read(head)
    assert [author.name for author in article.authors] == names
    assert article.byline == (", ".join(names) or None)


def test_authors_linked_by_id_are_found():
    graph = {
        "@graph": [
            {"@type": "Article", "headline": "Gunmen storm oil port", "author": {"@id": "#jane"}},
            {
                "@type": "Person",
                "@id": "#jane",
                "name": "Jane Doe",
                "url": "https://example.com/jane",
            },
        ]
    }
    head = f'<script type="application/ld+json">{json.dumps(graph)}</script>'
    assert [author.name for author in read(head).authors] == ["Jane Doe"]


# ---------------------------------------------------------------- days


@pytest.mark.parametrize(
    ("head", "body", "published", "evidence"),
    [
        (json_ld(datePublished="2017-01-16T08:30:00+02:00"), BODY, "2017-01-16T08:30", "json-ld"),
        (meta("article:published_time", "2017-01-16"), BODY, "2017-01-16", "meta"),
        (
            meta("article:published_time", "Mon, 16 Jan 2017 00:00:00 GMT"),
            BODY,
            "2017-01-16",
            "meta",
        ),
        (meta("article:modified_time", "2017-01-17"), BODY, "2017-01-17", "guessed"),
        (
            "",
            f"<time itemprop='datePublished' datetime='2017-01-16'>today</time>{BODY}",
            "2017-01-16",
            "time-tag",
        ),
        ("", f"<p>16 January 2017</p>{BODY}", "2017-01-16", "date-line"),
        (
            "",
            f"<div>By Jane Doe | 16 January 2017 | 4 comments</div>{BODY}",
            "2017-01-16",
            "date-line",
        ),
        ("", f"<div>Datum: 16.01.2017 Autor: se</div>{BODY}", "2017-01-16", "date-line"),
        # what is declared is above what is printed, and what is printed above an address
        (
            json_ld(datePublished="2017-01-16"),
            f"<p>20 January 2017</p>{BODY}",
            "2017-01-16",
            "json-ld",
        ),
        # no day of publication: dates of teasers, comments, copyright, prose
        (
            "",
            f"{BODY}<div class='comments'><p>17 January 2017</p><p>So true.</p></div>",
            None,
            "unknown",
        ),
        (
            "",
            f"{BODY}<aside class='related'>{'<p>Other news</p><p>17 January 2017</p>' * 9}</aside>",
            None,
            "unknown",
        ),
        (
            "",
            f"{BODY}<p>In June 2014 the militia took the city, and it kept it.</p>",
            None,
            "unknown",
        ),
        ("", f"{BODY}<footer>Copyright 2019 Example News</footer>", None, "unknown"),
    ],
)
def test_the_day_of_publication_by_the_best_that_says_it(head, body, published, evidence):
    article = read(head, body)
    assert (article.published, article.published_evidence) == (published, evidence)
    assert article.published_reason


def test_the_address_tells_a_day_or_a_month():
    assert read(url="https://example.com/2017/01/16/port").published == "2017-01-16"
    by_month = read(url="https://example.com/2017/01/port")
    assert (by_month.published, by_month.published_evidence) == ("2017-01", "url")
    assert read(url="https://example.com/item-2017012").published is None
    assert read(url="https://example.com/1234/56/78/").published is None


def test_a_day_in_utc_gives_way_to_the_printed_day_beside_it():
    utc = json_ld(datePublished="2017-01-17T02:25:54Z")
    article = read(utc, f"<p>January 16, 2017 | 9:25pm</p>{BODY}")
    assert article.published == "2017-01-16"
    assert article.modified is None
    assert "UTC" in article.published_reason
    own = json_ld(datePublished="2017-01-17T02:25:54+02:00")
    assert read(own, f"<p>January 16, 2017</p>{BODY}").published == "2017-01-17T02:25"


def test_days_that_differ_are_a_doubt():
    article = read(json_ld(datePublished="2017-01-16"), f"<p>20 January 2017</p>{BODY}")
    assert [doubt.kind for doubt in article.doubts] == ["conflicting-dates"]
    assert "20 January 2017" in article.published_reason


@pytest.mark.parametrize(
    ("date", "more", "lang", "url", "published"),
    [
        ("03/04/2017", "27/03/2017", "en", None, "2017-04-03"),
        ("03/04/2017", "03/27/2017", "en", None, "2017-03-04"),
        ("03/04/2017", "", "fr", None, "2017-04-03"),
        ("03/04/2017", "", "en-GB", None, "2017-04-03"),
        ("03/04/2017", "", "en", "https://example.co.uk/port", "2017-04-03"),
        ("16/01/2017", "", "en", None, "2017-01-16"),
        # not settled: en-US is what systems write, and two orders on one page prove nothing
        ("03/04/2017", "", "en-US", None, "2017"),
        ("03/04/2017", "27/03/2017 and 03/27/2017", "en", None, "2017"),
    ],
)
def test_the_order_of_day_and_month_is_settled_by_the_page(date, more, lang, url, published):
    article = read(
        "", f"<p>{date}</p>{BODY}<p>The port was closed since {more} or so.</p>", lang=lang, url=url
    )
    assert article.published == published
    assert (article.published == "2017") == any(
        doubt.kind == "ambiguous-date" for doubt in article.doubts
    )


# ---------------------------------------------------------------- bodies


def blocks(article: Article) -> list[tuple[str, str]]:
    return [(p.role, article.text[p.start : p.end]) for p in article.paragraphs]


def test_a_page_is_read_in_its_parts():
    figure = (
        "<figure><img src=a.jpg><figcaption>Smoke over the port last week</figcaption></figure>"
    )
    menu = "<nav><a href=/a>World</a> <a href=/b>Africa</a></nav>"
    paragraphs = BODY.split("</p>", 1)
    article = read(
        "",
        f"<p class='standfirst'>Nobody says who they were.</p>{paragraphs[0]}</p>{figure}{paragraphs[1]}{menu}",
    )
    assert [role for role, _ in blocks(article)] == [
        "title",
        "deck",
        "body",
        "caption",
        "body",
        "body",
    ]
    assert article.deck == "Nobody says who they were."
    assert "Africa" not in article.text


def test_prose_that_is_not_the_article_is_told():
    teaser = "A man who lost his house in the flood asks why the town did not warn anybody in time."
    article = read("", f"<article>{BODY * 3}</article><footer><p>{teaser}</p></footer>")
    assert teaser not in article.text
    assert (teaser, "page-not-article") in [
        (line.text, line.rule) for line in article.dropped_lines
    ]


def test_soft_hyphens_part_no_words():
    article = read(
        "", BODY.replace("province", "pro&shy;vince").replace("capital", "ca\u00adpital")
    )
    assert "the capital of the province" in article.text


def test_a_page_without_an_article_is_refused():
    for markup in (
        "<html><body></body></html>",
        "<html><script>draw()</script></html>",
        "<!doctype html>",
    ):
        with pytest.raises(Refused) as refused:
            article_of(page(markup.encode()))
        assert refused.value.reason in ("no-body", "no-text")


def test_pages_of_too_many_elements_are_refused_and_large_ones_are_not():
    assert page_tree("<p>a" * (MAX_ELEMENTS - 10)) is not None
    with pytest.raises(Refused) as refused:
        page_tree("<p>a" * (MAX_ELEMENTS + 10))
    assert refused.value.reason == "too-many-elements"


# ---------------------------------------------------------------- encodings and kinds

NAIVE = "<html><head>{}</head><body>" + BODY.replace("Gunmen", "Naïve “gunmen”") + "</body></html>"
ARABIC = (
    "<html><head>{}</head><body>"
    + "<p>قال خليفة حفتر في بنغازي ان القوات استولت على الميناء النفطي</p>" * 4
)


@pytest.mark.parametrize(
    ("content", "charset", "encoding", "evidence", "inside"),
    [
        (
            NAIVE.format("<meta charset=utf-8>").encode(),
            None,
            "utf-8",
            "declared",
            "Naïve “gunmen”",
        ),
        (NAIVE.format("").encode("utf-8-sig"), None, "utf-8", "bom", "Naïve “gunmen”"),
        (NAIVE.format("").encode("utf-16"), None, "utf-16-le", "bom", "Naïve “gunmen”"),
        (
            NAIVE.format("<meta charset=utf-8>").encode("cp1252"),
            None,
            "windows-1252",
            "fallback",
            "Naïve “gunmen”",
        ),
        (
            NAIVE.format("<meta charset=iso-8859-1>").encode("cp1252"),
            None,
            "windows-1252",
            "declared",
            "Naïve “gunmen”",
        ),
        (
            NAIVE.format("<meta charset=iso-8859-1>").encode(),
            None,
            "utf-8",
            "utf-8",
            "Naïve “gunmen”",
        ),
        (
            NAIVE.format("").encode("cp1252"),
            "windows-1252",
            "windows-1252",
            "declared",
            "Naïve “gunmen”",
        ),
        (
            ARABIC.format("<meta charset=windows-1256>").encode("cp1256"),
            None,
            "windows-1256",
            "declared",
            "خليفة حفتر",
        ),
        (ARABIC.format("").encode("cp1256"), None, "cp1256", "detected", "خليفة حفتر"),
        # labels that name no encoding of text are not looked up
        (NAIVE.format("<meta charset=rot13>").encode(), None, "utf-8", "utf-8", "Naïve “gunmen”"),
        (
            NAIVE.format("<meta charset=unicode_escape>").encode("cp1252"),
            "zip",
            "windows-1252",
            "fallback",
            "Naïve",
        ),
    ],
)
def test_the_encoding_and_how_it_is_known(content, charset, encoding, evidence, inside):
    article = article_of(page(content, charset))
    assert (article.encoding, article.encoding_evidence) == (encoding, evidence)
    assert inside in article.text
    unsure = [doubt.kind for doubt in article.doubts if doubt.kind == "unsure-encoding"]
    assert bool(unsure) == (evidence in ("fallback", "detected"))


@pytest.mark.parametrize(
    ("ending", "head", "kind"),
    [
        (".txt", b"<!DOCTYPE html><html>", "html"),
        (".txt", b"\xef\xbb\xbf<html>", "html"),
        (".xml", b'<?xml version="1.0"?><rss version="2.0">', "feed"),
        (".xml", b'<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "x"><html>', "html"),
        (".html", b"He came to Moscow.", "txt"),
        (
            ".html",
            b"From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;",
            "mhtml",
        ),
        (".gz", b"WARC/1.0\r\n", "warc"),
        # near misses
        (".txt", b"<He came>, she wrote.", "txt"),
        (".md", b"<div align=center>logo</div>", "md"),
        (".txt", b"From: Jane\nSubject: the port", "txt"),
        (".json", b"[]", "json"),
    ],
)
def test_the_first_bytes_say_more_than_the_ending(ending, head, kind):
    assert kind_of(".warc" if ending == ".gz" else ending, head) == kind


# ---------------------------------------------------------------- what a reader of 110 pages found


def test_the_title_again_as_a_heading_is_dropped_and_a_topic_is_not():
    article = read(
        "", f"<article><h2>“Gunmen storm oil port”</h2><h2>The port</h2>{BODY * 2}</article>"
    )
    assert [text for role, text in blocks(article) if role in ("title", "subheading")] == [
        "Gunmen storm oil port",
        "The port",
    ]


def test_a_deck_that_is_kept_is_not_told_as_lost():
    deck = "Nobody says who the men were who came before dawn, or who had sent them."
    article = read(meta("og:description", deck), f"<p>{deck}</p><article>{BODY * 3}</article>")
    assert deck in article.text
    assert not [line for line in article.dropped_lines if line.rule == "page-not-article"]


def test_a_heading_in_the_story_is_no_byline():
    article = read("", BODY + "<h2>Von Risiken und Nebenwirkungen</h2>" + BODY)
    assert article.byline is None
    assert "Von Risiken und Nebenwirkungen" in article.text


def test_styles_above_the_page_make_it_no_fragment():
    styles = f"<style>{'a{color:red}' * 900}</style>"
    head = "<head><title>Gunmen storm oil port</title></head>"
    markup = f"<!doctype html><html>{head}<body>{BODY * 2}</body></html>"
    article = article_of(page(styles + markup))
    assert article.title == "Gunmen storm oil port"


@pytest.mark.parametrize(
    ("site", "url", "publisher"),
    [
        ("Noticias de hoy - La Prensa | La verdad", "https://www.laprensa.com/a", "La Prensa"),
        ("Example News", "https://example.org/a", "Example News"),
        # near misses: a dash is part of a name, and a slogan without the name stays
        ("Friedrich-Naumann-Stiftung", "https://freiheit.org/a", "Friedrich-Naumann-Stiftung"),
        ("All the news - every day", "https://example.org/a", "All the news - every day"),
        ("https://example.org", "https://example.org/a", None),
    ],
)
def test_a_publisher_is_a_name_and_no_slogan(site, url, publisher):
    assert read(meta("og:site_name", site), url=url).publisher == publisher


def test_the_publisher_may_stand_behind_the_heading_in_the_window_title():
    assert read("<title>Gunmen storm oil port - Example News</title>").publisher == "Example News"
    assert read("<title>Gunmen storm oil port</title>").publisher is None


def test_what_was_changed_before_it_was_published_is_not_told():
    head = json_ld(datePublished="2017-01-16") + meta("article:modified_time", "2017-01-10")
    assert read(head).modified is None
    assert (
        read(json_ld(datePublished="2017-01-16", dateModified="2017-01-18")).modified
        == "2017-01-18"
    )


def test_letters_decoded_wrongly_before_are_put_right_in_the_article_alone():
    broken = BODY.replace("Gunmen", "Haftarâ€™s gunmen")
    article = read("", broken)
    assert "Haftar’s gunmen" in article.text
    assert "mojibake-repaired" in [doubt.kind for doubt in article.doubts]
    script = read("<script>var a = 'fÃ¼r';</script>")
    assert "mojibake-repaired" not in [doubt.kind for doubt in script.doubts]
    quotes = read("", BODY.replace("Gunmen", "“Naïve” Gunmen"))
    assert "“Naïve” Gunmen" in quotes.text


def test_a_box_of_the_author_gives_the_name_in_it():
    box = "<div itemprop='author'><b itemprop='name'>Jane Doe</b><p>writes about ports in the east</p></div>"
    assert [author.name for author in read("", BODY + box).authors] == ["Jane Doe"]
