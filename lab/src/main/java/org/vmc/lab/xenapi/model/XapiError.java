package org.vmc.lab.xenapi.model;

import java.util.List;

/** A refusal or failure a client sees: an error code of the XenAPI and its parameters. */
public final class XapiError extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String code;
    private final List<String> params;

    public XapiError(String code, List<String> params) {
        super(code + params, null, false, false);
        this.code = code;
        this.params = List.copyOf(params);
    }

    public XapiError(String code, String... params) {
        this(code, List.of(params));
    }

    /** Code, as in {@code VM_BAD_POWER_STATE}. */
    public String code() {
        return code;
    }

    /** Parameters of the code, in order. */
    public List<String> params() {
        return params;
    }

    /** A reference that is unknown, of another class, or null. */
    public static XapiError handleInvalid(String className, Ref ref) {
        return new XapiError("HANDLE_INVALID", className, ref.text());
    }

    /** A message of the data model that this server does not have yet. */
    public static XapiError notImplemented(String message) {
        return new XapiError("NOT_IMPLEMENTED", message);
    }

    /** What the server answers when a value has the wrong type, or something broke inside. */
    public static XapiError internal(String what) {
        return new XapiError("INTERNAL_ERROR", what);
    }
}
