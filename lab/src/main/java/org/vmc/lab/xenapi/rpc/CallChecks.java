package org.vmc.lab.xenapi.rpc;

import java.util.List;
import org.vmc.lab.xenapi.model.Declaration;
import org.vmc.lab.xenapi.model.Message;
import org.vmc.lab.xenapi.model.Ref;
import org.vmc.lab.xenapi.model.TypeChecks;
import org.vmc.lab.xenapi.model.XapiError;
import org.vmc.lab.xenapi.wire.Call;
import org.vmc.lab.xenapi.wire.Value;

/** Checks a call against its declaration, in the order of a real server: count, session, types. */
public final class CallChecks {

    private final TypeChecks types;

    public CallChecks(Declaration declaration) {
        this.types = new TypeChecks(declaration);
    }

    /** The session a call names, which need not exist; the null reference for a message that needs none. */
    public Ref session(Call call, Message message) {
        int skipped = message.needsSession() ? 1 : 0;
        int given = Math.max(0, call.params().size() - skipped);
        if (given < message.requiredParams()
                || given > message.params().size()
                || call.params().size() < skipped) {
            throw new XapiError(
                    "MESSAGE_PARAMETER_COUNT_MISMATCH",
                    call.method(),
                    Long.toString(message.requiredParams()),
                    Integer.toString(given));
        }
        if (!message.needsSession()) {
            return Ref.NULL;
        }
        return call.params().getFirst() instanceof Value.Text(String text) ? new Ref(text) : Ref.NULL;
    }

    /** The parameters after the session, brought into their declared types. */
    public List<Value> args(Call call, Message message) {
        var given =
                message.needsSession() ? call.params().subList(1, call.params().size()) : call.params();
        var checked = new Value[given.size()];
        for (int i = 0; i < checked.length; i++) {
            checked[i] = types.check(given.get(i), message.params().get(i).type());
        }
        return List.of(checked);
    }
}
