package org.vmc.bot.vm;

import static org.vmc.bot.commands.Argument.optional;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.vmc.bot.commands.ArgumentType;
import org.vmc.bot.commands.Arguments;
import org.vmc.bot.commands.Command;
import org.vmc.bot.commands.CommandGroup;
import org.vmc.bot.commands.Outcome;
import org.vmc.bot.commands.Turn;
import org.vmc.bot.gateway.Request;
import org.vmc.bot.gateway.Role;
import org.vmc.bot.output.Text;

/** {@code /vm console}: a ticket to be used by a terminal or a VNC client within seconds. */
@ApplicationScoped
class ConsoleCommands implements CommandGroup {

    @Override
    public List<Command> commands() {
        return List.of(Command.reading(
                        "vm console", Role.ENGINEER, "Get a ticket to the console of a virtual machine", this::console)
                .with(
                        VmPaths.NAME,
                        optional("protocol", ArgumentType.choice("vt100", "rfb"), "text, or the screen for VNC clients")
                                .or("vt100"))
                .example("/vm console name:ci-1"));
    }

    private Outcome console(Arguments arguments, Turn turn) {
        Map<String, String> body = Map.of("protocol", arguments.text("protocol"));
        JsonNode ticket =
                turn.gateway().call(Request.post(VmPaths.of(arguments, turn) + "/console", body), JsonNode.class);
        String offered = StreamSupport.stream(ticket.path("subprotocols").spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.joining(", "));
        turn.say(new Text("""
                A ticket to the %s console of %s, good once and until %s.
                Open a WebSocket to the gateway at %s and offer its subprotocols:
                %s""".formatted(
                        ticket.path("protocol").asText(),
                        arguments.text("name"),
                        ticket.path("expiresAt").asText(),
                        ticket.path("address").asText(),
                        offered)));
        return Outcome.OK;
    }
}
