package org.vmc.bot.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.vmc.bot.commands.Command;
import org.vmc.bot.commands.CommandModel;
import org.vmc.bot.gateway.Caller;
import org.vmc.bot.gateway.Gateways;
import org.vmc.bot.gateway.Role;
import org.vmc.bot.wire.ClientMessage;
import org.vmc.bot.wire.ServerMessage;

@QuarkusTest
class ConversationTest {

    @Inject
    Gateways gateways;

    @Test
    void aLineThatEndsWithAnErrorIsDoneAndItsIdFree() {
        List<ServerMessage> told = new ArrayList<>();
        CommandModel model = new CommandModel(List.of(Command.reading("boom", "Take too much", (_, _) -> {
            throw new OutOfMemoryError("thrown by the test");
        })));
        Conversation conversation = new Conversation(
                model, new Caller("ada", Role.ADMIN, null), gateways.withToken("t"), told::add, Runnable::run);

        conversation.receive(new ClientMessage.Line("1", "/boom", false));
        conversation.receive(new ClientMessage.Line("1", "/boom", false));

        assertThat(told)
                .extracting(Object::getClass)
                .containsExactly(
                        ServerMessage.Error.class,
                        ServerMessage.Done.class,
                        ServerMessage.Error.class,
                        ServerMessage.Done.class);
        assertThat(told).filteredOn(ServerMessage.Error.class::isInstance).allSatisfy(error -> assertThat(
                        ((ServerMessage.Error) error).text())
                .isEqualTo("Something went wrong in the bot."));
        assertThat(told).contains(new ServerMessage.Done("1", "failed"));
    }
}
