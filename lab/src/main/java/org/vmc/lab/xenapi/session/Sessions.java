package org.vmc.lab.xenapi.session;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.vmc.lab.xenapi.model.Ref;
import org.vmc.lab.xenapi.model.XapiError;
import org.vmc.lab.xenapi.rpc.Handlers;
import org.vmc.lab.xenapi.rpc.Invocation;
import org.vmc.lab.xenapi.store.Row;
import org.vmc.lab.xenapi.store.Store;
import org.vmc.lab.xenapi.wire.Value;

/**
 * Sessions of the one user, {@code root}, a local superuser who may do everything. There are no users from a directory,
 * so no session has a subject.
 */
public final class Sessions {

    private static final int SHORTEST_PASSWORD = 1;

    private final Store store;
    private final InstantSource clock;
    private final Credentials credentials;

    public Sessions(Store store, InstantSource clock, Credentials credentials) {
        this.store = store;
        this.clock = clock;
        this.credentials = credentials;
    }

    /** Registers the messages of the class. */
    public void register(Handlers handlers) {
        handlers.on("session.login_with_password", this::login)
                .onVoid("session.logout", in -> store.delete("session", in.session()))
                .onVoid("session.change_password", this::changePassword)
                .on("session.get_all_subject_identifiers", in -> Value.ofTexts(subjects()))
                .onVoid("session.logout_subject_identifier", in -> endThoseOf(in.text("subject_identifier")));
    }

    /** Ends all sessions, as a toolstack does that starts anew. */
    public void endAll() {
        store.write(() -> store.all("session").forEach(session -> store.delete("session", session.ref())));
    }

    /** Whether a user name and password are right. */
    public boolean accepts(String user, String password) {
        return credentials.accepts(user, password);
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
                        "auth_user_name", Value.of(Credentials.USER),
                        "originator", in.optional("originator").orElse(Value.NOTHING)));
        return session.value();
    }

    private void changePassword(Invocation in) {
        if (!accepts(Credentials.USER, in.text("old_pwd"))) {
            throw new XapiError("SESSION_AUTHENTICATION_FAILED");
        }
        if (in.text("new_pwd").length() < SHORTEST_PASSWORD) {
            throw new XapiError("CHANGE_PASSWORD_REJECTED", "The password is empty");
        }
        credentials.change(in.text("new_pwd"));
    }

    private List<String> subjects() {
        return store.all("session").stream()
                .filter(session -> !session.flag("is_local_superuser"))
                .map(session -> session.text("auth_user_sid"))
                .distinct()
                .toList();
    }

    private void endThoseOf(String subject) {
        store.write(() -> store.all("session").stream()
                .filter(session -> !session.flag("is_local_superuser"))
                .filter(session -> session.text("auth_user_sid").equals(subject))
                .map(Row::ref)
                .toList()
                .forEach(session -> store.delete("session", session)));
    }
}
