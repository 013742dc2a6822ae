package org.vmc.lab.xenapi.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/** JSON-RPC 1.0 and 2.0: the reply has the version and the id of the call. */
public final class JsonRpc implements Encoding {

    private static final int MAX_DEPTH = 64;
    /** Far above what any client sends in one call; keeps hostile bodies from filling the heap. */
    private static final int MOST_TOKENS = 500_000;

    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxTokenCount(MOST_TOKENS)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    @Override
    public String contentType() {
        return "application/json";
    }

    @Override
    public Request read(byte[] body) throws MalformedBody {
        var root = parse(body);
        var method = root.path("method");
        var params = root.path("params");
        if (!root.isObject() || !method.isTextual() || !(params.isArray() || params.isMissingNode())) {
            throw new MalformedBody("Jsonrpc.Malformed_method_request(\"a method and params are needed\")");
        }
        var values = new ArrayList<Value>();
        for (var param : params) {
            values.add(value(param));
        }
        var version2 = root.path("jsonrpc").asText().equals("2.0");
        var id = root.path("id");
        return new Request(new Call(method.asText(), values), reply -> write(reply, version2, id));
    }

    private static JsonNode parse(byte[] body) throws MalformedBody {
        try {
            return JSON.readTree(body);
        } catch (JsonEOFException cutOff) {
            throw new MalformedBody(
                    "Yojson__Common.Json_error(\"" + end(body) + ":\\nUnexpected end of input\")", cutOff);
        } catch (IOException notJson) {
            throw new MalformedBody("Yojson__Common.Json_error(\"malformed JSON\")", notJson);
        }
    }

    /** Where a body ends, the way a real server says it. */
    private static String end(byte[] body) {
        var text = new String(body, StandardCharsets.UTF_8);
        var lines = text.chars().filter(c -> c == '\n').count() + 1;
        int bytes = text.substring(text.lastIndexOf('\n') + 1).getBytes(StandardCharsets.UTF_8).length;
        return "Line " + lines + ", bytes " + Math.max(0, bytes - 1) + "-" + bytes;
    }

    private static Value value(JsonNode node) throws MalformedBody {
        return switch (node.getNodeType()) {
            case STRING -> Value.of(node.asText());
            case BOOLEAN -> Value.of(node.asBoolean());
            case NUMBER -> number(node);
            case ARRAY -> {
                var items = new ArrayList<Value>(node.size());
                for (var item : node) {
                    items.add(value(item));
                }
                yield new Value.Items(List.copyOf(items));
            }
            case OBJECT -> {
                var fields = new LinkedHashMap<String, Value>();
                for (var member : node.properties()) {
                    fields.put(member.getKey(), value(member.getValue()));
                }
                yield new Value.Fields(fields);
            }
            case NULL, MISSING, BINARY, POJO -> Value.NOTHING;
        };
    }

    private static Value number(JsonNode node) throws MalformedBody {
        if (!node.isIntegralNumber()) {
            return Value.of(node.asDouble());
        }
        if (!node.canConvertToLong()) {
            throw new MalformedBody("Failure(\"Int64.of_string\")");
        }
        return Value.of(node.asLong());
    }

    private static byte[] write(Reply reply, boolean version2, JsonNode id) {
        var bytes = new ByteArrayOutputStream(1024);
        try (var out = JSON.createGenerator(bytes)) {
            out.writeStartObject();
            if (version2) {
                out.writeStringField("jsonrpc", "2.0");
            }
            switch (reply) {
                case Reply.Success(Value value) -> success(out, value, version2);
                case Reply.Failure failure -> failure(out, failure, version2);
            }
            out.writeFieldName("id");
            JSON.writeTree(out, id.isMissingNode() ? JSON.nullNode() : id);
            out.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private static void success(JsonGenerator out, Value value, boolean version2) throws IOException {
        out.writeFieldName("result");
        write(out, value);
        if (!version2) {
            out.writeNullField("error");
        }
    }

    private static void failure(JsonGenerator out, Reply.Failure failure, boolean version2) throws IOException {
        if (version2) {
            out.writeObjectFieldStart("error");
            out.writeNumberField("code", 1);
            out.writeStringField("message", failure.code());
            out.writeArrayFieldStart("data");
        } else {
            out.writeNullField("result");
            out.writeArrayFieldStart("error");
            out.writeString(failure.code());
        }
        for (var param : failure.params()) {
            out.writeString(param);
        }
        out.writeEndArray();
        if (version2) {
            out.writeEndObject();
        }
    }

    private static void write(JsonGenerator out, Value value) throws IOException {
        switch (value) {
            case Value.Text(String text) -> out.writeString(text);
            case Value.Whole(long number) -> out.writeNumber(number);
            case Value.Small(int number) -> out.writeNumber(number);
            case Value.Real(double number) -> out.writeNumber(number);
            case Value.Flag(boolean on) -> out.writeBoolean(on);
            case Value.Moment(var at) -> out.writeString(WireDates.format(at));
            case Value.Items(var items) -> {
                out.writeStartArray();
                for (var item : items) {
                    write(out, item);
                }
                out.writeEndArray();
            }
            case Value.Fields(var fields) -> {
                out.writeStartObject();
                for (var field : fields.entrySet()) {
                    out.writeFieldName(field.getKey());
                    write(out, field.getValue());
                }
                out.writeEndObject();
            }
        }
    }
}
