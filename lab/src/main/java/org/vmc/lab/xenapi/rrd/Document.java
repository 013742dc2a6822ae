package org.vmc.lab.xenapi.rrd;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * Writes a document of nested names and texts as XML or JSON, piece by piece. In JSON every value is a string, as XAPI
 * has it, and a list has the name {@code many} where XML repeats an element {@code one}.
 */
sealed interface Document {

    void begin(String name) throws IOException;

    void end() throws IOException;

    void text(String name, String text) throws IOException;

    void beginList(String many) throws IOException;

    /** Begins a struct in a list. */
    void beginItem(String one) throws IOException;

    /** Adds a text to a list. */
    void item(String one, String text) throws IOException;

    /** Begins a list in a list. */
    void beginRow(String one) throws IOException;

    void close() throws IOException;

    /** XML: lists that XML knows no element for are written without one. */
    final class Xml implements Document {

        private final XMLStreamWriter xml;
        private final Deque<Boolean> hasElement = new ArrayDeque<>();

        Xml(OutputStream out) throws IOException {
            try {
                xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out, "UTF-8");
                xml.writeStartDocument("UTF-8", "1.0");
            } catch (XMLStreamException failed) {
                throw new IOException(failed);
            }
        }

        private interface Step {
            void run() throws XMLStreamException;
        }

        private static void run(Step step) throws IOException {
            try {
                step.run();
            } catch (XMLStreamException failed) {
                throw new IOException(failed);
            }
        }

        @Override
        public void begin(String name) throws IOException {
            hasElement.push(true);
            run(() -> xml.writeStartElement(name));
        }

        @Override
        public void end() throws IOException {
            if (hasElement.pop()) {
                run(xml::writeEndElement);
            }
        }

        @Override
        public void text(String name, String text) throws IOException {
            run(() -> {
                xml.writeStartElement(name);
                xml.writeCharacters(text);
                xml.writeEndElement();
            });
        }

        @Override
        public void beginList(String many) throws IOException {
            switch (many) {
                case "ds", "rra", "values" -> hasElement.push(false);
                default -> begin(many);
            }
        }

        @Override
        public void beginItem(String one) throws IOException {
            begin(one);
        }

        @Override
        public void item(String one, String text) throws IOException {
            text(one, text);
        }

        @Override
        public void beginRow(String one) throws IOException {
            begin(one);
        }

        @Override
        public void close() throws IOException {
            run(() -> {
                xml.writeEndDocument();
                xml.flush();
            });
        }
    }

    /** JSON. The outermost name is that of the document and not written. */
    final class Json implements Document {

        private final JsonGenerator json;
        private final Deque<Boolean> isList = new ArrayDeque<>();

        Json(OutputStream out) throws IOException {
            json = new JsonFactory().createGenerator(out).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
        }

        @Override
        public void begin(String name) throws IOException {
            if (!isList.isEmpty()) {
                json.writeFieldName(name);
            }
            isList.push(false);
            json.writeStartObject();
        }

        @Override
        public void end() throws IOException {
            if (isList.pop()) {
                json.writeEndArray();
            } else {
                json.writeEndObject();
            }
        }

        @Override
        public void text(String name, String text) throws IOException {
            json.writeStringField(name, text);
        }

        @Override
        public void beginList(String many) throws IOException {
            isList.push(true);
            json.writeArrayFieldStart(many);
        }

        @Override
        public void beginItem(String one) throws IOException {
            isList.push(false);
            json.writeStartObject();
        }

        @Override
        public void item(String one, String text) throws IOException {
            json.writeString(text);
        }

        @Override
        public void beginRow(String one) throws IOException {
            isList.push(true);
            json.writeStartArray();
        }

        @Override
        public void close() throws IOException {
            json.close();
        }
    }
}
