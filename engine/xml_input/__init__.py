"""XML from strangers: bytes to an element tree, or a refusal that says why. Pure, for every room that reads XML.

    root = read(xml)

One table of ceilings and one set of sentences, so that a hostile file meets the same at every door.
"""

from engine.xml_input.ceilings import CEILINGS, Ceilings, excess
from engine.xml_input.reading import Element, XmlRefused, parse, read

__all__ = ["CEILINGS", "Ceilings", "Element", "XmlRefused", "excess", "parse", "read"]
