"""Rule blocks: YAML text to a tree of located nodes."""

from guiju.lang.blocks.load import load
from guiju.lang.blocks.nodes import Finding, MappingNode, Node, ScalarNode, SequenceNode
from guiju.lang.blocks.region import Region, places, whole

__all__ = ["Finding", "MappingNode", "Node", "Region", "ScalarNode", "SequenceNode", "load", "places", "whole"]
