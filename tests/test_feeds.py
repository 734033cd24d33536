"""What feeds give: each item's words and fields, and whether the words are only a summary."""

from __future__ import annotations

import io

import pytest

from dateline.ingest.feeds import read_feed
from dateline.ingest.items import Item, Source
from dateline.ingest.refused import Refused

NAMESPACES = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' xmlns:media="http://search.yahoo.com/mrss/"'
)


def read(content: str | bytes):
    raw = content.encode() if isinstance(content, str) else content
    return list(read_feed(Source("news", "news.rss", "rss", len(raw), io.BytesIO(raw))))


def rss(items: str, channel: str = "<title>The Example</title><language>en-gb</language>") -> str:
    return f'<rss version="2.0" {NAMESPACES}><channel>{channel}{items}</channel></rss>'


def refused(content: str | bytes) -> Refused:
    with pytest.raises(Refused) as told:
        read(content)
    return told.value


def test_an_item_of_rss_with_its_whole_text():
    [item] = read(
        rss(
            "<item><title>Haftar&amp;#8217;s port</title><link>https://e.org/a</link>"
            "<guid isPermaLink='false'>x1</guid><pubDate>Mon, 16 Jan 2017 07:00:00 +0200</pubDate>"
            "<dc:creator>Jo Do</dc:creator><dc:creator>Jane Roe</dc:creator>"
            "<media:title>A picture</media:title><description>Read on</description>"
            "<content:encoded><![CDATA[<p>Gunmen came.</p>]]></content:encoded></item>"
        )
    )
    assert (item.content, item.form, item.path) == ("<p>Gunmen came.</p>", "html", "news.rss#1")
    assert item.stated.values == {
        "title": "Haftar’s port", "url": "https://e.org/a", "publisher": "The Example",
        "published": "Mon, 16 Jan 2017 07:00:00 +0200", "language": "en",
        "byline": "Jo Do, Jane Roe",
    }  # fmt: skip
    assert (item.stated.evidence, item.stated.is_summary) == ("feed", False)


def test_an_item_of_rdf():
    [item] = read(
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"'
        f" {NAMESPACES}><channel><title>The Example</title><items><rdf:Seq/></items></channel>"
        "<item><title>Port</title><link>https://e.org/a</link><dc:date>2017-01-16</dc:date>"
        "<description>Gunmen came.</description></item></rdf:RDF>"
    )
    assert item.stated.values == {
        "title": "Port", "url": "https://e.org/a", "publisher": "The Example", "published": "2017-01-16",
    }  # fmt: skip
    assert (item.content, item.form, item.stated.is_summary) == ("Gunmen came.", "text", True)


def test_entries_of_atom():
    first, second = read(
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>The Example</title>'
        "<entry><title type='html'>A &lt;b&gt;port&lt;/b&gt;</title>"
        "<link rel='self' href='https://e.org/self'/><link href='https://e.org/a'/>"
        "<published>2017-01-16T07:00:00Z</published><updated>2017-01-17T07:00:00Z</updated>"
        "<author><name>Jo Do</name><email>jo@e.org</email></author><summary>Read on</summary>"
        "<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><p>Gunmen came.</p></div></content>"
        "</entry><entry xml:lang='de'><title>Zwei</title><content type='text'>a &lt; b</content></entry></feed>"
    )
    assert first.form == "html" and "<p>Gunmen came.</p>" in first.content
    assert first.stated.values == {
        "title": "A port", "url": "https://e.org/a", "publisher": "The Example", "language": "en",
        "published": "2017-01-16T07:00:00Z", "modified": "2017-01-17T07:00:00Z",
    }  # fmt: skip
    assert first.stated.authors == ("Jo Do",)
    assert (second.content, second.form) == ("a < b", "text")
    assert second.stated.values["language"] == "de"


@pytest.mark.parametrize(
    ("inside", "words", "form", "is_summary"),
    [
        ("<description>Gunmen came.</description>", "Gunmen came.", "text", True),
        ("<description>Gunmen &amp;amp; others</description>", "Gunmen &amp; others", "html", True),
        ("<description>AT&amp;T &lt;3 R&amp;D</description>", "AT&T <3 R&D", "text", True),
        ("<description>AT&T came&nbsp;&foo; &lt;b&gt;</description>", "AT&T came\xa0&foo; <b>", "html", True),
        ("<description><p>One</p> two</description>", "<p>One</p> two", "html", True),
        ("<description/><content:encoded>A.</content:encoded>", "A.", "text", False),
        ("<description>B.</description><content:encoded> </content:encoded>", "B.", "text", True),
        ("<description><![CDATA[a &nbsp; b]]></description>", "a &nbsp; b", "html", True),
    ],
)  # fmt: skip
def test_the_words_of_an_item(inside, words, form, is_summary):
    [item] = read(rss(f"<item>{inside}</item>"))
    assert (item.content, item.form, item.stated.is_summary) == (words, form, is_summary)


@pytest.mark.parametrize(
    ("inside", "values"),
    [
        ("<link>javascript:alert(1)</link>", {}),
        ("<guid>https://e.org/a</guid>", {"url": "https://e.org/a"}),
        ("<guid isPermaLink='false'>https://e.org/a</guid>", {}),
        ("<link>https://e.org/?a=1&b=2</link>", {"url": "https://e.org/?a=1&b=2"}),
        ("<link><![CDATA[https://e.org/?a=1&b=2]]></link>", {"url": "https://e.org/?a=1&b=2"}),
        ("<author>jo@e.org (Jo Do)</author>", {"byline": "Jo Do"}),
        ("<author>jo@e.org</author>", {}),
        ("<source url='https://o.org'>Other</source>", {"publisher": "Other"}),
        ("<lastBuildDate>2017-01-16</lastBuildDate>", {}),
    ],
)
def test_the_fields_of_an_item(inside, values):
    [item] = read(rss(f"<item><description>A.</description>{inside}</item>", channel=""))
    assert item.stated.values == values


def test_an_item_without_words_is_refused_alone():
    rows = read(rss("<item><title>A</title></item><item><description>B.</description></item>"))
    assert [getattr(row, "reason", None) for row in rows] == ["no-body", None]
    assert [row.path for row in rows] == ["news.rss#1", "news.rss#2"]
    assert isinstance(rows[1], Item)


@pytest.mark.parametrize(
    ("content", "reason", "said"),
    [
        ("", "empty", ""),
        (rss(""), "empty", "no items"),
        ("hello", "bad-xml", ""),
        (b"\0\1\2", "bad-xml", ""),
        ("<TEI><text>A</text></TEI>", "unknown-kind", "<TEI>"),
        ("<a:b/>", "unknown-kind", "<a:b>"),
        ("<urlset xmlns='x'><url/></urlset>", "unknown-kind", "<urlset>"),
        ('<!DOCTYPE r [<!ENTITY a "b">]>' + rss("<item><title>&a;</title></item>"), "unsafe-xml", ""),
        (('<!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + rss("")).encode("utf-16"),
         "unsafe-xml", ""),
    ],
)  # fmt: skip
def test_what_is_no_feed_is_refused(content, reason, said):
    told = refused(content)
    assert told.reason == reason
    assert said in told.detail


def test_small_faults_are_borne():
    for feed in (
        '\n\n<?xml version="1.0"?>' + rss("<item><description>A.</description></item>"),
        '<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://e.org/rss-0.91.dtd">'
        + rss("<item><description>A.</description></item>"),
        rss("<item><description>A.</description></item>")[:-20],
        rss("<item><description>A.</description></item>").encode("utf-16"),
        "\ufeff" + rss("<item><description>A.</description></item>"),
    ):
        [item] = read(feed)
        assert item.content == "A."


@pytest.mark.parametrize(
    "inside", ["<![CDATA[" * 300_000, "<a>" * 300_000, "&" * 1_000_000, "&nbsp;" * 300_000]
)
def test_hostile_feeds_take_linear_time(inside):
    try:
        read(rss(f"<item><description>{inside}"))
    except Refused as told:
        assert told.reason in ("bad-xml", "empty")
