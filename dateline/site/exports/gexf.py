"""The network of ties as GEXF 1.3, Gephi's own format."""

from __future__ import annotations

from collections.abc import Mapping

from dateline.site.exports.markup import tag
from dateline.site.exports.ties import Edge, Node

NODE_DATA = {"type": "string", "country": "string"}
EDGE_DATA = {
    "type": "string", "reports": "integer", "articles": "integer", "first": "string", "last": "string",
}  # fmt: skip


def _attributes(what: str, data: dict[str, str]) -> str:
    inside = "".join(
        tag("attribute", {"id": name, "title": name, "type": kind}) for name, kind in data.items()
    )
    return tag("attributes", {"class": what}, inside) + "\n"


HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<gexf xmlns="http://gexf.net/1.3" version="1.3">\n'
    "<meta><creator>Dateline</creator><description>Who acts with or on whom. An edge's weight is its"
    " number of incidents.</description></meta>\n"
    '<graph defaultedgetype="directed" mode="static">\n'
    f"{_attributes('node', NODE_DATA)}{_attributes('edge', EDGE_DATA)}<nodes>\n"
)
BETWEEN = "</nodes>\n<edges>\n"
TAIL = "</edges>\n</graph>\n</gexf>\n"


def node(entity: Node) -> str:
    """The entity as a node."""
    told = {"type": entity.type, "country": entity.country}
    return tag("node", {"id": entity.id, "label": entity.name}, _values(told)) + "\n"


def edge(tie: Edge) -> str:
    """The tie as an edge; two entities have one for each type, its `kind`."""
    told = {
        "type": tie.type, "reports": tie.event_count, "articles": tie.article_count,
        "first": tie.earliest, "last": tie.latest,
    }  # fmt: skip
    ends = {
        "id": tie.number, "source": tie.source_id, "target": tie.target_id, "kind": tie.type,
        "label": tie.type, "weight": tie.incident_count,
    }  # fmt: skip
    return tag("edge", ends, _values(told)) + "\n"


def _values(told: Mapping[str, object]) -> str:
    inside = "".join(
        tag("attvalue", {"for": name, "value": value})
        for name, value in told.items()
        if value is not None
    )
    return tag("attvalues", {}, inside)
