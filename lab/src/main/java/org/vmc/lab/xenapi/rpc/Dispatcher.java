package org.vmc.lab.xenapi.rpc;

import static java.lang.System.Logger.Level.ERROR;

import java.util.List;
import org.vmc.lab.xenapi.model.Declaration;
import org.vmc.lab.xenapi.model.Message;
import org.vmc.lab.xenapi.model.Ref;
import org.vmc.lab.xenapi.model.XapiError;
import org.vmc.lab.xenapi.store.Store;
import org.vmc.lab.xenapi.task.Tasks;
import org.vmc.lab.xenapi.wire.Call;
import org.vmc.lab.xenapi.wire.Reply;
import org.vmc.lab.xenapi.wire.Value;

/** Answers calls. Called on a thread that may block. Thread-safe. */
public final class Dispatcher implements Answering {

    private static final System.Logger LOG = System.getLogger(Dispatcher.class.getName());
    private static final String ASYNC = "Async.";
    private static final int LONGEST_PARAM = 10_000;
    private static final String LIST_METHODS = "system.listMethods";

    private final Declaration declaration;
    private final Store store;
    private final Tasks tasks;
    private final Handlers handlers;
    private final Faults faults;
    private final CallChecks checks;

    /** Registers the messages that need no code of their own with the handlers. */
    public Dispatcher(Store store, Tasks tasks, Handlers handlers, Faults faults) {
        this.declaration = store.declaration();
        this.store = store;
        this.tasks = tasks;
        this.handlers = handlers;
        this.faults = faults;
        this.checks = new CallChecks(declaration);
        new QueryMessages(store).register(handlers);
        new FieldMessages(store).register(handlers);
    }

    @Override
    public Reply dispatch(Call call) {
        try {
            return new Reply.Success(answer(call));
        } catch (XapiError refused) {
            return new Reply.Failure(
                    refused.code(),
                    refused.params().stream().map(Dispatcher::shortened).toList());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return new Reply.Failure("INTERNAL_ERROR", List.of("Thread_interrupted"));
        } catch (AnswerLost lost) {
            throw lost;
        } catch (RuntimeException broken) {
            LOG.log(ERROR, "Call of " + call.method() + " failed unexpectedly", broken);
            return new Reply.Failure("INTERNAL_ERROR", List.of(broken.toString()));
        }
    }

    private Value answer(Call call) throws InterruptedException {
        if (call.method().equals(LIST_METHODS)) {
            faults.count(call.method());
            return Value.ofTexts(
                    declaration.messages().stream().map(Message::fullName).toList());
        }
        var async = call.method().startsWith(ASYNC);
        var name = async ? call.method().substring(ASYNC.length()) : call.method();
        var message =
                declaration.message(name).orElseThrow(() -> new XapiError("MESSAGE_METHOD_UNKNOWN", call.method()));
        // Only what exists is counted: a client must not be able to fill the heap with names.
        faults.count(call.method());
        if (message.kind() == Message.Kind.NAMED) {
            throw XapiError.notImplemented(name);
        }
        if (async && message.kind() != Message.Kind.EXPLICIT) {
            throw new XapiError("Fault", "No async mode for this operation (rpc: " + name + ")");
        }
        var session = checkSession(call, message);
        var args = checks.args(call, message);
        var handler = handlers.find(name).orElseThrow(() -> XapiError.notImplemented(name));
        if (!async) {
            var running = tasks.synchronous();
            var lost = faults.strike(name, running);
            return answer(lost, handler.handle(new Invocation(session, message, args, running)));
        }
        var lost = faults.strike(call.method(), tasks.synchronous());
        return answer(
                lost,
                tasks.start(call.method(), running -> work(handler, new Invocation(session, message, args, running)))
                        .value());
    }

    private static Value answer(boolean lost, Value value) {
        if (lost) {
            throw new AnswerLost();
        }
        return value;
    }

    /** What a client sent is not sent back to it without end. */
    private static String shortened(String param) {
        return param.length() <= LONGEST_PARAM ? param : param.substring(0, LONGEST_PARAM) + "...";
    }

    private Value work(Handler handler, Invocation in) throws InterruptedException {
        faults.strike(Fault.TASK + in.message().fullName(), in.call());
        faults.strike(in.message().fullName(), in.call());
        return handler.handle(in);
    }

    private Ref checkSession(Call call, Message message) {
        var session = checks.session(call, message);
        if (message.needsSession() && store.find("session", session).isEmpty()) {
            throw new XapiError("SESSION_INVALID", session.text());
        }
        return session;
    }
}
