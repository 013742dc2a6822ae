package org.vmc.storage.exports;

import java.util.ArrayList;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.vmc.http.problem.FieldError;
import org.vmc.http.problem.ProblemException;

/**
 * The request to register an export.
 *
 * @param name lower-case letters, digits and inner dashes, at most 63
 * @param server name or IPv4 address, as the hosts of pools know it
 * @param path absolute
 * @param port 2049 when it is left out
 */
record NewExport(
        @Nullable String name,
        @Nullable String server,
        @Nullable String path,
        @Nullable Integer port) {

    /** Of NFS. */
    static final int USUAL_PORT = 2049;

    private static final int LAST_PORT = 65535;

    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
    private static final Pattern SERVER = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?");
    private static final Pattern PATH = Pattern.compile("(/(?!\\.{1,2}(/|$))[A-Za-z0-9._-]{1,200}){1,16}");

    /** What is wanted, once it is known to make sense. */
    record Checked(String name, String server, String path, int port) {}

    /** @throws ProblemException 422 naming every wrong field */
    Checked checked() {
        var errors = new ArrayList<FieldError>();
        var wantedName = matching("name", name, NAME, "1 to 63 lower-case letters, digits and inner dashes", errors);
        var wantedServer = matching("server", server, SERVER, "a host name or an IPv4 address", errors);
        var wantedPath = matching("path", path, PATH, "an absolute path such as /srv/vm, without . and ..", errors);
        int wantedPort = Optional.ofNullable(port).orElse(USUAL_PORT);
        if (wantedPort < 1 || wantedPort > LAST_PORT) {
            errors.add(new FieldError("port", "must be from 1 to " + LAST_PORT));
        }
        if (!errors.isEmpty()) {
            throw ProblemException.invalid(errors);
        }
        return new Checked(wantedName, wantedServer, wantedPath, wantedPort);
    }

    private static String matching(
            String field, @Nullable String text, Pattern pattern, String rule, ArrayList<FieldError> errors) {
        if (text == null || !pattern.matcher(text).matches()) {
            errors.add(new FieldError(field, "must be " + rule));
            return "";
        }
        return text;
    }
}
