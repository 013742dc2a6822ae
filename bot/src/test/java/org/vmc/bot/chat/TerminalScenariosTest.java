package org.vmc.bot.chat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.vmc.bot.testing.ChatScenarios;
import org.vmc.bot.testing.GatewayAddress;
import org.vmc.bot.wire.ClientMessage;
import org.vmc.bot.wire.ServerMessage;

/** The scenarios of every chat, in a terminal: one person, who sees everything. */
@QuarkusTest
@QuarkusTestResource(GatewayAddress.class)
class TerminalScenariosTest extends ChatScenarios {

    @TestHTTPResource("/chat")
    URI chat;

    @Override
    protected Room open() {
        return new Terminals();
    }

    @Override
    protected boolean isShared() {
        return false;
    }

    /** A terminal is for holders of tokens. */
    @Override
    protected String strangersAreTold() {
        return "4401";
    }

    private final class Terminals implements Room {
        private final List<ChatClient> clients = new ArrayList<>();

        @Override
        public Person person(String role) {
            var client = new ChatClient(URI.create(chat.toString().replaceFirst("^http", "ws")), role);
            clients.add(client);
            if (!role.equals("stranger")) {
                client.awaitMessage("", ServerMessage.Welcome.class);
            }
            return new Typist(client, role.equals("stranger"));
        }

        @Override
        public void close() {
            clients.forEach(ChatClient::close);
        }
    }

    private static final class Typist implements Person {
        private final ChatClient client;
        private final boolean stranger;
        private final List<String> lines = new ArrayList<>();

        Typist(ChatClient client, boolean stranger) {
            this.client = client;
            this.stranger = stranger;
        }

        @Override
        public void say(String line) {
            if (stranger) {
                return;
            }
            lines.add("line-" + lines.size());
            client.send(new ClientMessage.Line(lines.getLast(), line, true));
        }

        /** A question is answered; an operation is cancelled by its command. */
        @Override
        public void press(String label) {
            String line = lines.getLast();
            if (label.equals("Confirm")) {
                client.awaitMessage(line, ServerMessage.Question.class);
                client.send(new ClientMessage.Answer(line, "yes"));
                return;
            }
            List<ServerMessage> answers = client.answers(line);
            if (answers.stream().anyMatch(ServerMessage.Question.class::isInstance)) {
                client.send(new ClientMessage.Answer(line, "no"));
                return;
            }
            say("/op cancel id:"
                    + client.awaitMessage(line, ServerMessage.Progress.class).operationId());
        }

        @Override
        public String privately() {
            if (stranger) {
                return client.awaitClose();
            }
            StringBuilder seen = new StringBuilder();
            lines.forEach(
                    line -> seen.append(ChatClient.words(client.answers(line))).append('\n'));
            return seen.toString();
        }

        @Override
        public String publicly() {
            return privately();
        }
    }
}
