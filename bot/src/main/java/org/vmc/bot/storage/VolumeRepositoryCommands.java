package org.vmc.bot.storage;

import static org.vmc.bot.commands.Argument.optional;
import static org.vmc.bot.commands.Argument.required;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.vmc.bot.commands.Argument;
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

/** {@code /storage volume …} for volumes as SRs of pools. */
@ApplicationScoped
class VolumeRepositoryCommands implements CommandGroup {

    private static final Argument POOL =
            required("pool", ArgumentType.KEY, "the pool").suggestedBy(gateway -> Named.names(gateway, "/pools"));

    private final Changes changes;

    VolumeRepositoryCommands(Changes changes) {
        this.changes = changes;
    }

    @Override
    public List<Command> commands() {
        return List.of(
                Command.changing(
                                "storage volume publish",
                                Role.ENGINEER,
                                "Make a volume an SR of a pool, on every host of it",
                                this::publish)
                        .with(
                                VolumePaths.NAME,
                                POOL,
                                optional("sr", ArgumentType.TEXT, "name of the SR; that of the volume when left out"),
                                optional(
                                                "kind",
                                                ArgumentType.KEY,
                                                "vdi for disks of VMs, iso for media; the class decides when left out")
                                        .suggestedBy(gateway -> List.of("vdi", "iso")))
                        .example("/storage volume publish name:vms pool:lab sr:vm-disks"),
                Command.destroying(
                                "storage volume unpublish",
                                Role.ENGINEER,
                                "Take the SR that a volume is out of a pool; refused while disks are on it",
                                this::unpublish)
                        .with(VolumePaths.NAME, POOL)
                        .example("/storage volume unpublish name:vms pool:lab confirm:yes"),
                Command.reading("storage volume srs", "List the SRs that a volume is, by pool", this::list)
                        .with(VolumePaths.NAME)
                        .example("/storage volume srs name:vms"));
    }

    private Outcome publish(Arguments arguments, Turn turn) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("pool", arguments.text("pool"));
        arguments.find("sr").ifPresent(name -> body.put("name", name));
        arguments.find("kind").ifPresent(kind -> body.put("kind", kind));
        return changes.change(
                arguments,
                turn,
                Request.post(repositories(arguments, turn), body),
                published -> List.of("/storage volume srs name:" + published.targetName(), "/sr list"));
    }

    private Outcome unpublish(Arguments arguments, Turn turn) {
        return changes.destroy(
                arguments,
                turn,
                Request.delete(repositories(arguments, turn) + "/" + arguments.text("pool")),
                "the SR of the pool " + arguments.text("pool") + " that the volume " + arguments.text("name")
                        + " is, but nothing on the volume,",
                unpublished -> List.of("/storage volume srs name:" + unpublished.targetName()));
    }

    private Outcome list(Arguments arguments, Turn turn) {
        List<RepositoryView> found =
                turn.gateway().list(Request.get(repositories(arguments, turn)), RepositoryView.class);
        if (found.isEmpty()) {
            turn.say(new Text(arguments.text("name") + " is no SR. Make it one with /storage volume publish."));
            return Outcome.OK;
        }
        turn.say(new Table(
                List.of("pool", "SR", "kind", "state", "why"),
                found.stream()
                        .map(each -> List.of(
                                orDash(each.pool()),
                                orDash(each.name()),
                                orDash(each.kind()),
                                orDash(each.state()),
                                orDash(each.reason())))
                        .toList()));
        return Outcome.OK;
    }

    private static String repositories(Arguments arguments, Turn turn) {
        return VolumePaths.of(arguments, turn) + "/repositories";
    }

    private static String orDash(@Nullable String value) {
        return value == null ? "-" : value;
    }
}
