package org.vmc.storage.gluster;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * An element of a small document, its text stripped.
 *
 * @param text what stands directly in it, without the text of its children
 */
record XmlElement(String name, String text, List<XmlElement> children) {

    private static final XMLInputFactory FACTORY = factory();
    private static final int DEEPEST = 32;

    /** No document type, so no entities of the document's own, neither inside nor outside. */
    private static XMLInputFactory factory() {
        var factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setXMLResolver((publicId, systemId, base, namespace) -> {
            throw new XMLStreamException("no external entities");
        });
        return factory;
    }

    static XmlElement parse(String document) throws XMLStreamException {
        var reader = FACTORY.createXMLStreamReader(new StringReader(document));
        try {
            while (reader.next() != XMLStreamReader.START_ELEMENT) {
                if (reader.getEventType() == XMLStreamReader.DTD) {
                    throw new XMLStreamException("no document types");
                }
            }
            return read(reader, 0);
        } finally {
            reader.close();
        }
    }

    Optional<XmlElement> child(String childName) {
        return all(childName).findFirst();
    }

    Stream<XmlElement> all(String childName) {
        return children.stream().filter(child -> child.name().equals(childName));
    }

    /** Follows a path of first children; an absent one is an element without anything. */
    XmlElement at(String... path) {
        var element = this;
        for (var step : path) {
            element = element.child(step).orElse(new XmlElement(step, "", List.of()));
        }
        return element;
    }

    String text(String childName) {
        return at(childName).text();
    }

    private static XmlElement read(XMLStreamReader reader, int depth) throws XMLStreamException {
        if (depth > DEEPEST) {
            throw new XMLStreamException("nested deeper than " + DEEPEST);
        }
        var name = reader.getLocalName();
        var text = new StringBuilder();
        var children = new ArrayList<XmlElement>();
        while (reader.next() != XMLStreamReader.END_ELEMENT) {
            if (reader.isStartElement()) {
                children.add(read(reader, depth + 1));
            } else if (reader.isCharacters()) {
                text.append(reader.getText());
            }
        }
        return new XmlElement(name, text.toString().strip(), List.copyOf(children));
    }
}
