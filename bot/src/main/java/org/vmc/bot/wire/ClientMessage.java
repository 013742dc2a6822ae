package org.vmc.bot.wire;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Map;

/** What a client says. The id is chosen by the client and names the line in every answer to it. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = ClientMessage.Line.class, name = "line"),
    @JsonSubTypes.Type(value = ClientMessage.Invocation.class, name = "invocation"),
    @JsonSubTypes.Type(value = ClientMessage.Complete.class, name = "complete"),
    @JsonSubTypes.Type(value = ClientMessage.Answer.class, name = "answer"),
    @JsonSubTypes.Type(value = ClientMessage.Cancel.class, name = "cancel")
})
public sealed interface ClientMessage {

    String id();

    /** A command, in one of two forms; answered until its {@link ServerMessage.Done}. */
    sealed interface Said extends ClientMessage {
        boolean interactive();
    }

    /**
     * A command. {@code interactive} tells that somebody is there to answer questions; without it destructive commands
     * need {@code confirm:yes}.
     */
    record Line(String id, String text, boolean interactive) implements ClientMessage, Said {}

    /**
     * A command whose arguments are apart already, as forms and platforms with commands of their own have them.
     *
     * @param command words of its name without a slash
     */
    record Invocation(String id, String command, Map<String, String> arguments, boolean interactive)
            implements ClientMessage, Said {}

    /** Asks how the line could go on at the cursor. */
    record Complete(String id, String text, int cursor) implements ClientMessage {}

    /** Answers the question asked under that id. */
    record Answer(String id, String text) implements ClientMessage {}

    /** The user no longer waits for that line. */
    record Cancel(String id) implements ClientMessage {}
}
