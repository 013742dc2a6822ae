package org.vmc.lab.xenapi.wire;

import java.nio.charset.StandardCharsets;

/** XML-RPC as XAPI speaks it: a struct with {@code Status}, and {@code Value} or {@code ErrorDescription}. */
public final class XmlRpc implements Encoding {

    private static final String HEAD = "<?xml version=\"1.0\"?><methodResponse><params><param><value>";
    private static final String TAIL = "</value></param></params></methodResponse>";
    private static final String SUCCESS =
            "<struct><member><name>Status</name><value>Success</value></member><member><name>Value</name>";
    private static final String FAILURE =
            "<struct><member><name>Status</name><value>Failure</value></member><member><name>ErrorDescription</name>";
    private static final String END = "</member></struct>";

    /** The only method whose result is not wrapped in a status. */
    private static final String LIST_METHODS = "system.listMethods";

    @Override
    public String contentType() {
        return "text/xml";
    }

    @Override
    public Request read(byte[] body) throws MalformedBody {
        var call = XmlRpcReader.read(body);
        var bare = call.method().equals(LIST_METHODS);
        return new Request(call, reply -> write(reply, bare));
    }

    private static byte[] write(Reply reply, boolean bare) {
        var out = new XmlRpcWriter();
        out.raw(HEAD);
        switch (reply) {
            case Reply.Success(Value value) when bare -> out.content(value);
            case Reply.Success(Value value) -> out.raw(SUCCESS).value(value).raw(END);
            case Reply.Failure(String code, var params) -> {
                out.raw(FAILURE).raw("<value><array><data>").value(Value.of(code));
                params.forEach(param -> out.value(Value.of(param)));
                out.raw("</data></array></value>").raw(END);
            }
        }
        return out.raw(TAIL).toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Reads a document whose root is a value: the inverse of {@link #element}. */
    public static Value value(byte[] document) throws MalformedBody {
        return XmlRpcReader.readValue(document);
    }

    /** The text {@code task.result} has for a value: its XML element, in every encoding. */
    public static String element(Value value) {
        return new XmlRpcWriter().value(value).toString();
    }
}
