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

/** {@code /storage export …}. */
@ApplicationScoped
class ExportCommands implements CommandGroup {

    private static final String EXPORTS = "/storage/exports";
    private static final String LIST = "/storage export list";
    private static final ArgumentType PATH =
            new ArgumentType.Matching("path", "(/[A-Za-z0-9._-]{1,200}){1,16}", "an absolute path such as /srv/vm");
    private static final Argument NAME = required("name", ArgumentType.NAME, "name of the export")
            .suggestedBy(gateway -> Named.names(gateway, EXPORTS));
    private static final Argument POOL =
            required("pool", ArgumentType.KEY, "the pool").suggestedBy(gateway -> Named.names(gateway, "/pools"));

    private final Changes changes;

    ExportCommands(Changes changes) {
        this.changes = changes;
    }

    @Override
    public List<Command> commands() {
        return List.of(
                Command.changing(
                                "storage export add",
                                Role.OPERATOR,
                                "Register a directory that an NFS server exports, after asking the server for it",
                                this::add)
                        .with(
                                required("name", ArgumentType.NAME, "name it gets"),
                                required("server", ArgumentType.HOST, "the NFS server, as the hosts of pools know it"),
                                required("path", PATH, "the directory"))
                        .example("/storage export add name:archive server:nas path:/srv/vm"),
                Command.reading("storage export list", "List the NFS exports", this::list),
                Command.destroying(
                                "storage export remove",
                                Role.OPERATOR,
                                "Forget an NFS export; nothing is changed on its server",
                                this::remove)
                        .with(NAME)
                        .example("/storage export remove name:archive confirm:yes"),
                Command.changing(
                                "storage export publish",
                                Role.OPERATOR,
                                "Make an NFS export an SR of a pool, on every host of it",
                                this::publish)
                        .with(
                                NAME,
                                POOL,
                                optional("sr", ArgumentType.TEXT, "name of the SR; that of the export when left out"),
                                optional(
                                                "kind",
                                                ArgumentType.KEY,
                                                "vdi for disks of VMs, iso for media; vdi when left out")
                                        .suggestedBy(gateway -> List.of("vdi", "iso")))
                        .example("/storage export publish name:archive pool:lab"),
                Command.destroying(
                                "storage export unpublish",
                                Role.OPERATOR,
                                "Take the SR that an NFS export is out of a pool; refused while disks are on it",
                                this::unpublish)
                        .with(NAME, POOL)
                        .example("/storage export unpublish name:archive pool:lab confirm:yes"));
    }

    private Outcome add(Arguments arguments, Turn turn) {
        Map<String, Object> body = new LinkedHashMap<>();
        for (String field : List.of("name", "server", "path")) {
            body.put(field, arguments.text(field));
        }
        return changes.change(
                arguments,
                turn,
                Request.post(EXPORTS, body),
                added -> List.of("/storage export publish name:" + added.targetName() + " pool:…", LIST));
    }

    private Outcome list(Arguments arguments, Turn turn) {
        List<ExportView> exports = turn.gateway().list(Request.get(EXPORTS), ExportView.class);
        if (exports.isEmpty()) {
            turn.say(new Text("There are no NFS exports. Register one with /storage export add."));
            return Outcome.OK;
        }
        turn.say(new Table(
                List.of("name", "server", "path", "seen"),
                exports.stream()
                        .map(export -> List.of(
                                export.name(),
                                orDash(export.server()),
                                orDash(export.path()),
                                Boolean.TRUE.equals(export.seen()) ? "yes" : "no"))
                        .toList()));
        return Outcome.OK;
    }

    private Outcome remove(Arguments arguments, Turn turn) {
        return changes.destroy(
                arguments,
                turn,
                Request.delete(path(arguments, turn)),
                "the export " + arguments.text("name") + ", but nothing on its server,",
                removed -> List.of(LIST));
    }

    private Outcome publish(Arguments arguments, Turn turn) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("pool", arguments.text("pool"));
        arguments.find("sr").ifPresent(name -> body.put("name", name));
        arguments.find("kind").ifPresent(kind -> body.put("kind", kind));
        return changes.change(
                arguments,
                turn,
                Request.post(path(arguments, turn) + "/repositories", body),
                published -> List.of("/sr list", LIST));
    }

    private Outcome unpublish(Arguments arguments, Turn turn) {
        return changes.destroy(
                arguments,
                turn,
                Request.delete(path(arguments, turn) + "/repositories/" + arguments.text("pool")),
                "the SR of the pool " + arguments.text("pool") + " that the export " + arguments.text("name")
                        + " is, but nothing on its server,",
                unpublished -> List.of(LIST));
    }

    private static String orDash(@Nullable String value) {
        return value == null ? "-" : value;
    }

    private static String path(Arguments arguments, Turn turn) {
        return Named.path(turn.gateway(), EXPORTS, arguments.text("name"), "export", LIST);
    }
}
