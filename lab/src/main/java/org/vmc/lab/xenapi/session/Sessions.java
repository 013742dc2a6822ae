package org.vmc.lab.xenapi.session;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.Map;
import org.vmc.lab.xenapi.model.Ref;
import org.vmc.lab.xenapi.model.XapiError;
import org.vmc.lab.xenapi.rpc.Handlers;
import org.vmc.lab.xenapi.rpc.Invocation;
import org.vmc.lab.xenapi.store.Store;
import org.vmc.lab.xenapi.wire.Value;

/** Sessions of the one user, {@code root}. */
public final class Sessions {

    private static final String USER = "root";

    private final Store store;
    private final InstantSource clock;
    private final byte[] password;

    public Sessions(Store store, InstantSource clock, String password) {
        this.store = store;
        this.clock = clock;
        this.password = password.getBytes(StandardCharsets.UTF_8);
    }

    /** Registers the messages of the class. */
    public void register(Handlers handlers) {
        handlers.on("session.login_with_password", this::login)
                .onVoid("session.logout", in -> store.delete("session", in.session()));
    }

    /** Whether a user name and password are right. Takes the same time for every wrong password. */
    public boolean accepts(String user, String candidate) {
        return MessageDigest.isEqual(password, candidate.getBytes(StandardCharsets.UTF_8)) && user.equals(USER);
    }

    private Value login(Invocation in) {
        if (!accepts(in.text("uname"), in.text("pwd"))) {
            throw new XapiError("SESSION_AUTHENTICATION_FAILED");
        }
        var master = store.all("pool").iterator().next().ref("master");
        var now = Value.of(clock.instant());
        Ref session = store.insert(
                "session",
                Map.of(
                        "this_host", master.value(),
                        "pool", Value.of(false),
                        "is_local_superuser", Value.of(true),
                        "last_active", now,
                        "validation_time", now,
                        "auth_user_name", Value.of(USER),
                        "originator", in.optional("originator").orElse(Value.NOTHING)));
        return session.value();
    }
}
