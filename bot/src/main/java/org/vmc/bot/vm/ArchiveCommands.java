package org.vmc.bot.vm;

import static org.vmc.bot.commands.Argument.optional;
import static org.vmc.bot.commands.Argument.required;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.vmc.bot.commands.ArgumentType;
import org.vmc.bot.commands.Arguments;
import org.vmc.bot.commands.Command;
import org.vmc.bot.commands.CommandGroup;
import org.vmc.bot.commands.Outcome;
import org.vmc.bot.commands.Turn;
import org.vmc.bot.gateway.GatewayConfig;
import org.vmc.bot.gateway.Role;
import org.vmc.bot.output.Text;

/**
 * {@code /vm export} and {@code /vm import}. An archive is too big for a chat, so they say how to fetch or send one;
 * what they say changes nothing.
 */
@ApplicationScoped
class ArchiveCommands implements CommandGroup {

    private static final String TOKEN = "-H \"Authorization: Bearer $VMC_TOKEN\"";

    private final GatewayConfig config;

    ArchiveCommands(GatewayConfig config) {
        this.config = config;
    }

    @Override
    public List<Command> commands() {
        return List.of(
                Command.reading(
                                "vm export",
                                Role.ENGINEER,
                                "Say how to fetch a virtual machine as an XVA archive",
                                this::export)
                        .with(VmPaths.NAME)
                        .example("/vm export name:ci-1"),
                Command.reading(
                                "vm import",
                                Role.ENGINEER,
                                "Say how to make a virtual machine out of an XVA archive",
                                this::importVm)
                        .with(
                                required("name", ArgumentType.NAME, "name the VM gets"),
                                optional("lease", ArgumentType.DURATION, "how long it is needed; for ever when unsaid"))
                        .example("/vm import name:ci-2"));
    }

    private Outcome export(Arguments arguments, Turn turn) {
        String name = arguments.text("name");
        turn.say(new Text("Halt or suspend %s, then fetch it, with your API token in VMC_TOKEN:".formatted(name)));
        turn.say(new Text(
                "curl -fo %s.xva %s %s".formatted(name, TOKEN, address(VmPaths.of(arguments, turn) + "/export"))));
        return Outcome.OK;
    }

    private Outcome importVm(Arguments arguments, Turn turn) {
        String name = arguments.text("name");
        String lease = arguments.find("lease").map(time -> "&lease=" + time).orElse("");
        turn.say(new Text("Send the archive, with your API token in VMC_TOKEN; %s is halted then:".formatted(name)));
        turn.say(new Text(
                "curl -f -X POST -T FILE.xva %s \"%s\"".formatted(TOKEN, address("/vms/import?name=" + name + lease))));
        return Outcome.OK;
    }

    private String address(String path) {
        return config.gatewayUrl() + "/api/v1" + path;
    }
}
