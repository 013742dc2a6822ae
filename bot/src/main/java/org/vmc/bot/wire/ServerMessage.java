package org.vmc.bot.wire;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/**
 * What the bot says. Every line is answered by any number of text, table, progress, error and question messages and
 * exactly one {@link Done}, all with the id of the line.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = ServerMessage.Welcome.class, name = "welcome"),
    @JsonSubTypes.Type(value = ServerMessage.Text.class, name = "text"),
    @JsonSubTypes.Type(value = ServerMessage.Table.class, name = "table"),
    @JsonSubTypes.Type(value = ServerMessage.Progress.class, name = "progress"),
    @JsonSubTypes.Type(value = ServerMessage.Error.class, name = "error"),
    @JsonSubTypes.Type(value = ServerMessage.Question.class, name = "question"),
    @JsonSubTypes.Type(value = ServerMessage.Done.class, name = "done"),
    @JsonSubTypes.Type(value = ServerMessage.Completion.class, name = "completion")
})
public sealed interface ServerMessage {

    /** Close code when the token is not accepted. */
    int CLOSE_UNAUTHORIZED = 4401;

    /** Close code when the gateway cannot be asked about the token: try again later. */
    int CLOSE_TRY_AGAIN = 1013;

    /** The line this belongs to; empty in {@link Welcome} and where the client's message had none. */
    String id();

    /** First message of a connection. */
    record Welcome(String id, String user, String role) implements ServerMessage {}

    record Text(String id, String text) implements ServerMessage {}

    record Table(String id, List<String> columns, List<List<String>> rows) implements ServerMessage {}

    /** Replaces the earlier progress of the same operation. {@code fraction} is 0..1. */
    record Progress(String id, String operationId, String text, double fraction, boolean ended)
            implements ServerMessage {}

    /** {@code next} says what to do now; it may be empty. */
    record Error(String id, String text, String next) implements ServerMessage {}

    /** Wants one {@link ClientMessage.Answer}. */
    record Question(String id, String text) implements ServerMessage {}

    /** {@code outcome} is {@code ok}, {@code failed} or {@code usage}. */
    record Done(String id, String outcome) implements ServerMessage {}

    /** {@code start} is where the word begins that a candidate replaces. */
    record Completion(String id, int start, List<Candidate> candidates) implements ServerMessage {}

    /** {@code complete} is false when more of the same word follows. */
    record Candidate(String word, String description, boolean complete) {}
}
