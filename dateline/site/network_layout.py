"""Where to put the nodes of a network: near those they are tied to, and off each other's names.

A play of forces with a fixed beginning and a fixed number of steps: nothing in it is left to chance.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

STEPS = 300  # of the layout, each moving nodes less far than the one before
LABEL_WIDTH, LABEL_HEIGHT = 120.0, 56.0  # what a node takes with its name under it, in pixels

Points = npt.NDArray[np.float64]


def layout(
    count: int,
    pairs: Mapping[tuple[int, int], int],
    width: float,
    height: float,
    *,
    fixed: bool = False,
) -> Points:
    """Points for `count` nodes in a box, tied ones near each other; `fixed` keeps node 0 in the middle.

    Fruchterman and Reingold's forces, from a start on a circle; then labels are moved off each other.
    """
    angles = 2 * np.pi * np.arange(count) / max(count, 1)
    points = np.stack([np.cos(angles), np.sin(angles)], axis=1) * 0.5
    if fixed:
        points[0] = 0
    ends = np.array(sorted(pairs), dtype=np.intp).reshape(-1, 2)
    pull = np.log2(1 + np.array([pairs[a, b] for a, b in ends.tolist()], dtype=np.float64))
    distance = 1 / np.sqrt(max(count, 1))
    for step in range(STEPS):
        points = _moved(points, ends, pull, distance, heat=0.1 * (1 - step / STEPS))
        if fixed:
            points[0] = 0
    return _apart(_scaled(points, width, height, fixed=fixed), width, height, fixed=fixed)


def _moved(points: Points, ends: Any, pull: Points, distance: float, heat: float) -> Points:
    """The points after one step: all push each other away, ties pull, and the middle pulls all a little."""
    between = points[:, None, :] - points[None, :, :]
    lengths = np.maximum(np.sqrt((between**2).sum(axis=2)), 1e-3)
    push = (between * (distance**2 / lengths**2)[:, :, None]).sum(axis=1)
    along = points[ends[:, 0]] - points[ends[:, 1]]
    strength = np.sqrt((along**2).sum(axis=1)) / distance * pull / 2
    force = push - points * 0.6
    np.add.at(force, ends[:, 0], -along * strength[:, None])
    np.add.at(force, ends[:, 1], along * strength[:, None])
    size = np.maximum(np.sqrt((force**2).sum(axis=1, keepdims=True)), 1e-9)
    moved: Points = points + force / size * np.minimum(size, heat)
    return moved


def _scaled(points: Points, width: float, height: float, *, fixed: bool) -> Points:
    """The points stretched over the box; around its middle when the first is to be there."""
    if not len(points):
        return points
    margin = np.array([LABEL_WIDTH, LABEL_HEIGHT]) / 2 + 4
    box = np.array([width, height])
    if fixed:
        reach = np.maximum(np.abs(points).max(axis=0), 1e-9)
        around: Points = box / 2 + points / reach * (box / 2 - margin)
        return around
    low, high = points.min(axis=0), points.max(axis=0)
    share = np.where(high - low > 1e-9, (points - low) / np.maximum(high - low, 1e-9), 0.5)
    spread: Points = margin + share * (box - 2 * margin)
    return spread


def _apart(points: Points, width: float, height: float, *, fixed: bool) -> Points:
    """The points moved so far that nodes with their labels overlap as little as the box allows."""
    margin = np.array([LABEL_WIDTH, LABEL_HEIGHT]) / 2 + 4
    box = np.array([width, height])
    middle = points[:1].copy()
    first, second = np.triu_indices(len(points), k=1)
    for _ in range(200):
        between = points[first] - points[second]
        over: Points = np.array([LABEL_WIDTH, LABEL_HEIGHT]) - np.abs(between)
        hit = np.all(over > 0, axis=1)
        if not hit.any():
            break
        # along the way that is shorter, half of it each; who is exactly above goes up
        shares = over / [LABEL_WIDTH, LABEL_HEIGHT]
        way = np.where(shares == shares.min(axis=1, keepdims=True), over, 0.0) / 2
        way = way * np.where(between >= 0, 1.0, -1.0) * hit[:, None]
        np.add.at(points, first, way / 2)
        np.add.at(points, second, -way / 2)
        points = np.clip(points, margin, box - margin)
        if fixed:
            points[:1] = middle
    return np.round(points, 1)
