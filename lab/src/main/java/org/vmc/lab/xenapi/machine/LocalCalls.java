package org.vmc.lab.xenapi.machine;

import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.vmc.lab.xenapi.model.Declaration;
import org.vmc.lab.xenapi.model.Ref;
import org.vmc.lab.xenapi.model.XapiError;
import org.vmc.lab.xenapi.rpc.CallChecks;
import org.vmc.lab.xenapi.wire.Call;
import org.vmc.lab.xenapi.wire.Reply;
import org.vmc.lab.xenapi.wire.Value;

/**
 * The calls a host answers by itself, whatever has become of its pool. They need a session of this machine, from
 * {@code session.slave_local_login_with_password}, which is good for nothing else.
 */
final class LocalCalls {

    private static final String LOGIN = "session.slave_local_login_with_password";
    private static final String LOGOUT = "session.local_logout";
    private static final String TAKE_OVER = "pool.emergency_transition_to_master";
    private static final String FOLLOW = "pool.emergency_reset_master";
    private static final String DISABLE_HA = "host.emergency_ha_disable";
    private static final Set<String> ANSWERED = Set.of(LOGIN, LOGOUT, TAKE_OVER, FOLLOW, DISABLE_HA);

    private final Machine machine;
    private final Declaration declaration;
    private final CallChecks checks;
    private final Set<String> sessions = ConcurrentHashMap.newKeySet();
    private volatile Optional<Membership> pool = Optional.empty();

    LocalCalls(Machine machine, Declaration declaration) {
        this.machine = machine;
        this.declaration = declaration;
        this.checks = new CallChecks(declaration);
    }

    void enter(Membership membership) {
        pool = Optional.of(membership);
    }

    void forgetSessions() {
        sessions.clear();
    }

    boolean answers(Call call) {
        return ANSWERED.contains(call.method());
    }

    Reply dispatch(Call call) {
        try {
            return new Reply.Success(answer(call));
        } catch (XapiError refused) {
            return new Reply.Failure(refused.code(), refused.params());
        }
    }

    private Value answer(Call call) {
        var message = declaration.message(call.method()).orElseThrow();
        var session = checks.session(call, message);
        if (message.needsSession() && !sessions.contains(session.text())) {
            throw new XapiError("SESSION_INVALID", session.text());
        }
        var args = checks.args(call, message);
        var membership = pool.orElseThrow(() -> new XapiError("HOST_STILL_BOOTING"));
        switch (call.method()) {
            case LOGIN -> {
                return logIn(membership, text(args.getFirst()), text(args.get(1)));
            }
            case LOGOUT -> sessions.remove(session.text());
            case TAKE_OVER -> membership.takeOver(machine);
            case FOLLOW -> membership.follow(machine, text(args.getFirst()));
            default -> membership.disableHaInEmergency();
        }
        return Value.NOTHING;
    }

    private Value logIn(Membership membership, String user, String password) {
        if (!membership.accepts(user, password)) {
            throw new XapiError("SESSION_AUTHENTICATION_FAILED");
        }
        var session = new Ref("OpaqueRef:" + UUID.randomUUID());
        sessions.add(session.text());
        return session.value();
    }

    private static String text(Value value) {
        return ((Value.Text) value).text();
    }
}
