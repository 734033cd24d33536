"""Incidents on the map: GeoJSON (RFC 7946), one Feature an incident whose place has coordinates."""

from __future__ import annotations

import json

from dateline.site.exports.incidents import Incident

HEAD = '{"type": "FeatureCollection", "features": [\n'
BETWEEN = ",\n"
TAIL = "\n]}\n"


def feature(incident: Incident, link: str) -> str:
    """The incident as a Feature; its link is the address of its page. The place must have coordinates."""
    properties = {
        "when": incident.when,
        "earliest": incident.earliest,
        "latest": incident.latest,
        "type": incident.type,
        "status": incident.status,
        "summary": incident.summary,
        "place": incident.place,
        "sources": incident.source_count,
        "sentence": incident.sentence,
        "link": link,
    }
    made = {
        "type": "Feature",
        "id": incident.id,
        # longitude first
        "geometry": {"type": "Point", "coordinates": [incident.longitude, incident.latitude]},
        "properties": properties,
    }
    return json.dumps(made, ensure_ascii=False)
