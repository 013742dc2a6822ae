package org.vmc.lab.xenapi.wire;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Reads {@code methodCall} documents. No DTD, no entities beyond the predefined ones, bounded depth. */
final class XmlRpcReader {

    private static final int MAX_DEPTH = 64;
    /** Far above what any client sends in one call; keeps hostile bodies from filling the heap. */
    private static final int MOST_VALUES = 250_000;

    private static final XMLInputFactory FACTORY = factory();

    private final XMLStreamReader xml;
    private int values;

    private XmlRpcReader(XMLStreamReader xml) {
        this.xml = xml;
    }

    static Call read(byte[] body) throws MalformedBody {
        return read(body, XmlRpcReader::call);
    }

    static Value readValue(byte[] document) throws MalformedBody {
        return read(document, reader -> {
            reader.enter("value");
            return reader.value(0);
        });
    }

    private interface Reading<T> {
        T from(XmlRpcReader reader) throws XMLStreamException, MalformedBody;
    }

    private static <T> T read(byte[] body, Reading<T> reading) throws MalformedBody {
        try {
            var xml = FACTORY.createXMLStreamReader(new ByteArrayInputStream(body));
            try {
                return reading.from(new XmlRpcReader(xml));
            } finally {
                xml.close();
            }
        } catch (XMLStreamException notXml) {
            throw new MalformedBody(describe(notXml, body), notXml);
        } catch (NumberFormatException notANumber) {
            throw new MalformedBody("Failure(\"int_of_string\")", notANumber);
        }
    }

    private static XMLInputFactory factory() {
        var factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        return factory;
    }

    private static String describe(XMLStreamException failure, byte[] body) {
        var at = failure.getLocation();
        if (at == null) {
            return "Xmlm.Error(1:1, \"malformed XML\")";
        }
        var cutOff = at.getCharacterOffset() >= new String(body, StandardCharsets.UTF_8).length();
        return "Xmlm.Error(" + at.getLineNumber() + ":" + at.getColumnNumber() + ", \""
                + (cutOff ? "unexpected end of input" : "malformed XML") + "\")";
    }

    private Call call() throws XMLStreamException, MalformedBody {
        enter("methodCall");
        enter("methodName");
        var method = xml.getElementText().strip();
        var params = new ArrayList<Value>();
        if (startsChild()) {
            require("params");
            while (startsChild()) {
                require("param");
                enter("value");
                params.add(value(0));
                leave();
            }
        }
        return new Call(method, params);
    }

    /** Reads the rest of a value element; the reader stands on its start and is left on its end. */
    private Value value(int depth) throws XMLStreamException, MalformedBody {
        if (depth > MAX_DEPTH) {
            throw new MalformedBody("Failure(\"value nested too deeply\")");
        }
        if (++values > MOST_VALUES) {
            throw new MalformedBody("Failure(\"too many values\")");
        }
        var text = new StringBuilder();
        while (true) {
            switch (nextChecked()) {
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> text.append(xml.getText());
                case XMLStreamConstants.END_ELEMENT -> {
                    return Value.of(text.toString());
                }
                case XMLStreamConstants.START_ELEMENT -> {
                    var typed = typed(depth);
                    leave();
                    return typed;
                }
                default -> {}
            }
        }
    }

    private Value typed(int depth) throws XMLStreamException, MalformedBody {
        var type = xml.getLocalName();
        return switch (type) {
            case "string", "base64" -> Value.of(xml.getElementText());
            case "int", "i4", "i8" ->
                Value.of(Long.parseLong(xml.getElementText().strip()));
            case "double" -> Value.of(Double.parseDouble(xml.getElementText().strip()));
            case "boolean" -> Value.of(bool(xml.getElementText().strip()));
            case "dateTime.iso8601" -> date(xml.getElementText().strip());
            case "nil" -> {
                leave();
                yield Value.NOTHING;
            }
            case "array" -> array(depth);
            case "struct" -> struct(depth);
            default -> throw new MalformedBody("Failure(\"unknown type " + type + "\")");
        };
    }

    private static boolean bool(String text) throws MalformedBody {
        return switch (text) {
            case "1", "true" -> true;
            case "0", "false" -> false;
            default -> throw new MalformedBody("Failure(\"bool_of_string\")");
        };
    }

    private static Value date(String text) throws MalformedBody {
        var at = WireDates.parse(text);
        return Value.of(at.orElseThrow(() -> new MalformedBody("Invalid_argument(\"date " + text + "\")")));
    }

    private Value array(int depth) throws XMLStreamException, MalformedBody {
        List<Value> items = new ArrayList<>();
        enter("data");
        while (startsChild()) {
            require("value");
            items.add(value(depth + 1));
        }
        leave();
        return new Value.Items(List.copyOf(items));
    }

    private Value struct(int depth) throws XMLStreamException, MalformedBody {
        var fields = new LinkedHashMap<String, Value>();
        while (startsChild()) {
            require("member");
            enter("name");
            var name = xml.getElementText();
            enter("value");
            fields.put(name, value(depth + 1));
            leave();
        }
        return new Value.Fields(fields);
    }

    private void enter(String element) throws XMLStreamException, MalformedBody {
        if (!startsChild()) {
            throw new MalformedBody("Xmlm.Error(expected <" + element + ">)");
        }
        require(element);
    }

    private void require(String element) throws MalformedBody {
        if (!xml.getLocalName().equals(element)) {
            throw new MalformedBody("Xmlm.Error(expected <" + element + ">, got <" + xml.getLocalName() + ">)");
        }
    }

    /** Moves to the next start (true) or to the end of the current element (false). */
    private boolean startsChild() throws XMLStreamException, MalformedBody {
        while (true) {
            switch (nextChecked()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    return true;
                }
                case XMLStreamConstants.END_ELEMENT, XMLStreamConstants.END_DOCUMENT -> {
                    return false;
                }
                default -> {}
            }
        }
    }

    /** Moves to the end of the element around the one just read. */
    private void leave() throws XMLStreamException, MalformedBody {
        if (startsChild()) {
            throw new MalformedBody("Xmlm.Error(unexpected <" + xml.getLocalName() + ">)");
        }
    }

    private int nextChecked() throws XMLStreamException, MalformedBody {
        if (!xml.hasNext()) {
            throw new MalformedBody("Xmlm.Error(unexpected end of input)");
        }
        int event = xml.next();
        if (event == XMLStreamConstants.DTD || event == XMLStreamConstants.ENTITY_REFERENCE) {
            throw new MalformedBody("Xmlm.Error(document type declarations are not accepted)");
        }
        return event;
    }
}
