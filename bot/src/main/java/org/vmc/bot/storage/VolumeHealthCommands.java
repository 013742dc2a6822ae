package org.vmc.bot.storage;

import static org.vmc.bot.commands.Argument.optional;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.vmc.bot.commands.ArgumentType;
import org.vmc.bot.commands.Arguments;
import org.vmc.bot.commands.Command;
import org.vmc.bot.commands.CommandGroup;
import org.vmc.bot.commands.Outcome;
import org.vmc.bot.commands.Turn;
import org.vmc.bot.gateway.Named;
import org.vmc.bot.gateway.Request;
import org.vmc.bot.gateway.Role;
import org.vmc.bot.operations.Changes;
import org.vmc.bot.output.Table;
import org.vmc.bot.output.Text;

/** {@code /storage volume health}, {@code /storage volume heal} and {@code /storage volume drill}. */
@ApplicationScoped
class VolumeHealthCommands implements CommandGroup {

    private final Changes changes;

    VolumeHealthCommands(Changes changes) {
        this.changes = changes;
    }

    @Override
    public List<Command> commands() {
        return List.of(
                Command.reading(
                                "storage volume health",
                                "Show which bricks of a volume run, what is left to heal, and what helps",
                                this::health)
                        .with(VolumePaths.NAME)
                        .example("/storage volume health name:src"),
                Command.changing(
                                "storage volume heal",
                                Role.ENGINEER,
                                "Start what does not run of a volume, repair everything and wait until nothing is left",
                                this::heal)
                        .with(VolumePaths.NAME)
                        .example("/storage volume heal name:src"),
                Command.destroying(
                                "storage volume drill",
                                Role.ENGINEER,
                                "Stop a brick of a volume while files are written and read, bring it back and compare",
                                this::drill)
                        .with(
                                VolumePaths.NAME,
                                optional("host", ArgumentType.HOST, "whose brick is stopped; chosen when left out")
                                        .suggestedBy(gateway -> Named.names(gateway, "/storage/peers")))
                        .example("/storage volume drill name:src confirm:yes"));
    }

    private Outcome health(Arguments arguments, Turn turn) {
        VolumeHealthView health =
                turn.gateway().call(Request.get(VolumePaths.of(arguments, turn) + "/health"), VolumeHealthView.class);
        turn.say(new Text("%s is %s. %s"
                .formatted(health.name(), health.state(), health.summary() == null ? "" : health.summary())));
        if (!health.presentBricks().isEmpty()) {
            turn.say(new Table(
                    List.of("set", "brick", "state", "to heal", "split-brain"),
                    health.presentBricks().stream()
                            .map(VolumeHealthView.BrickView::row)
                            .toList()));
        }
        if (!health.presentDaemons().isEmpty()) {
            turn.say(new Text("Self-heal daemons: "
                    + health.presentDaemons().stream()
                            .map(daemon -> daemon.host() + " " + daemon.state())
                            .collect(Collectors.joining(", "))));
        }
        if (!health.presentFindings().isEmpty()) {
            turn.say(new Table(
                    List.of("what", "to do"),
                    health.presentFindings().stream()
                            .map(finding -> List.of(finding.what(), finding.todo()))
                            .toList()));
        }
        return Outcome.OK;
    }

    private Outcome heal(Arguments arguments, Turn turn) {
        Request request = Request.post(VolumePaths.of(arguments, turn) + "/heal", null);
        return changes.change(
                arguments, turn, request, healed -> List.of("/storage volume health name:" + healed.targetName()));
    }

    private Outcome drill(Arguments arguments, Turn turn) {
        Map<String, Object> body = new LinkedHashMap<>();
        arguments.find("host").ifPresent(host -> body.put("host", host));
        return changes.confirmed(
                arguments,
                turn,
                Request.post(VolumePaths.of(arguments, turn) + "/drill", body),
                "This stops a brick of %s for a while; until it is healed the volume outlives one loss less"
                        .formatted(arguments.text("name")),
                drilled -> List.of("/storage volume health name:" + drilled.targetName()));
    }
}
