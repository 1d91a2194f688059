"""The pieces every rule of a document has: words in two languages, clause, source, confidence, stage."""

from collections.abc import Mapping

from services.audit.domain.closed_document import Node
from services.audit.domain.facts import Stage
from services.audit.domain.grounds import Confidence, Ground, Text


def stage_from(node: Node, name: str) -> Stage:
    """The stage a key names; the node is where the key stands."""
    return Node(node.path, name).one_of(Stage)


def text_from(node: Node) -> Text:
    """A text in both languages."""
    fields = node.closed("zh en")
    return Text(fields["zh"].text(), fields["en"].text())


def source_from(node: Node, sources: Mapping[str, str]) -> str:
    """A key of the document's own list of sources."""
    if node.text() not in sources:
        node.refuse("names no entry of sources")
    return node.text()


def ground_from(fields: Mapping[str, Node], sources: Mapping[str, str]) -> Ground:
    """The clause, source and confidence of a rule whose closed fields hold these three."""
    return Ground(
        fields["clause"].text(), source_from(fields["source"], sources), fields["confidence"].one_of(Confidence)
    )
