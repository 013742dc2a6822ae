package org.vmc.bot.storage;

import static org.vmc.bot.commands.Argument.optional;
import static org.vmc.bot.commands.Argument.required;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
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
import org.vmc.bot.output.Amounts;
import org.vmc.bot.output.Table;
import org.vmc.bot.output.Text;

/** {@code /storage …}. */
@ApplicationScoped
class StorageCommands implements CommandGroup {

    private static final String PEERS = "/storage/peers";
    private static final String VOLUMES = VolumePaths.VOLUMES;
    /** Others are for the service to refuse in its own words, such as striped. */
    private static final List<String> TYPES = List.of(
            "distributed",
            "replicated",
            "arbiter",
            "dispersed",
            "distributed-replicated",
            "distributed-arbiter",
            "distributed-dispersed");

    private static final Argument NAME = VolumePaths.NAME;
    private static final Argument FORCE = optional(
                    "force", ArgumentType.FLAG, "true: also while it is in use; who uses it loses it")
            .or("false");

    private final Changes changes;

    StorageCommands(Changes changes) {
        this.changes = changes;
    }

    @Override
    public List<Command> commands() {
        return List.of(
                Command.changing("storage peer add", Role.OPERATOR, "Add a host to the storage pool", this::addPeer)
                        .with(required("host", ArgumentType.HOST, "the host")
                                .suggestedBy(gateway -> Named.names(gateway, PEERS)))
                        .example("/storage peer add host:h1"),
                Command.destroying(
                                "storage peer remove",
                                Role.OPERATOR,
                                "Take a host out of the storage pool; refused while it has bricks or a peer is away",
                                this::removePeer)
                        .with(required("host", ArgumentType.HOST, "the host")
                                .suggestedBy(gateway -> Named.names(gateway, PEERS)))
                        .example("/storage peer remove host:h4 confirm:yes"),
                Command.reading(
                        "storage peer list",
                        "List the storage hosts and whether they are in the pool",
                        this::listPeers),
                Command.changing("storage volume create", Role.ENGINEER, "Create a volume and start it", this::create)
                        .with(
                                required("name", ArgumentType.NAME, "name of the volume"),
                                required("class", ArgumentType.KEY, "storage class: what the volume is for")
                                        .suggestedBy(gateway -> Named.names(gateway, "/storage/classes")),
                                required("size", ArgumentType.SIZE, "usable size"),
                                optional(
                                                "type",
                                                ArgumentType.KEY,
                                                "how files lie on the bricks; the class decides when it is left out")
                                        .suggestedBy(gateway -> TYPES),
                                optional(
                                        "redundancy",
                                        ArgumentType.whole(1, 4),
                                        "bricks of a dispersed set that may be lost"),
                                optional(
                                        "sets", ArgumentType.whole(1, 32), "sets of bricks that files are spread over"))
                        .example("/storage volume create name:src class:shared-read size:1G"),
                Command.reading("storage volume list", "List volumes", this::listVolumes)
                        .with(optional("name", ArgumentType.NAME, "only this one")
                                .suggestedBy(VolumePaths.NAMES))
                        .example("/storage volume list"),
                Command.reading("storage volume show", "Show a volume and its bricks", this::show)
                        .with(NAME)
                        .example("/storage volume show name:src"),
                Command.changing(
                                "storage volume check",
                                Role.ENGINEER,
                                "Write a file through a mount, read it back, find it on the bricks",
                                (arguments, turn) -> act("check", arguments, turn))
                        .with(NAME)
                        .example("/storage volume check name:src"),
                Command.changing(
                                "storage volume start",
                                Role.ENGINEER,
                                "Start a volume, so that it can be mounted",
                                (arguments, turn) -> act("start", arguments, turn))
                        .with(NAME)
                        .example("/storage volume start name:src"),
                Command.changing(
                                "storage volume stop",
                                Role.ENGINEER,
                                "Stop a volume; its data stays",
                                (arguments, turn) -> act("stop", arguments, turn))
                        .with(NAME, FORCE)
                        .example("/storage volume stop name:src"),
                Command.destroying("storage volume delete", Role.ENGINEER, "Delete a volume and its data", this::delete)
                        .with(NAME, FORCE)
                        .example("/storage volume delete name:src confirm:yes"));
    }

    private Outcome addPeer(Arguments arguments, Turn turn) {
        Request request = Request.post(PEERS, Map.of("host", arguments.text("host")));
        return changes.change(arguments, turn, request, added -> List.of("/storage peer list"));
    }

    private Outcome removePeer(Arguments arguments, Turn turn) {
        return changes.destroy(
                arguments,
                turn,
                Request.delete(PEERS + "/" + arguments.text("host")),
                "the membership of " + arguments.text("host") + " in the storage pool",
                removed -> List.of("/storage peer list"));
    }

    private Outcome listPeers(Arguments arguments, Turn turn) {
        List<PeerView> peers = turn.gateway().list(Request.get(PEERS), PeerView.class);
        if (peers.isEmpty()) {
            turn.say(new Text("No storage hosts are configured."));
            return Outcome.OK;
        }
        turn.say(new Table(
                List.of("host", "member", "connected", "state"),
                peers.stream()
                        .map(peer -> List.of(
                                peer.host(), yesOrNo(peer.member()), yesOrNo(peer.connected()), orDash(peer.state())))
                        .toList()));
        return Outcome.OK;
    }

    private Outcome create(Arguments arguments, Turn turn) {
        Request request = Request.post(VOLUMES, body(arguments));
        return changes.change(
                arguments,
                turn,
                request,
                created -> List.of(
                        "/storage volume check name:" + created.targetName(),
                        "/storage volume show name:" + created.targetName()));
    }

    private static Map<String, Object> body(Arguments arguments) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("name", arguments.text("name"));
        body.put("class", arguments.text("class"));
        body.put("size", arguments.text("size"));
        arguments.find("type").ifPresent(type -> body.put("layout", type));
        for (String number : List.of("redundancy", "sets")) {
            arguments.find(number).ifPresent(value -> body.put(number, Integer.valueOf(value)));
        }
        return body;
    }

    private Outcome listVolumes(Arguments arguments, Turn turn) {
        Request request = Request.get(VOLUMES).with("name", arguments.find("name"));
        List<VolumeView> volumes = turn.gateway().list(request, VolumeView.class);
        if (volumes.isEmpty()) {
            turn.say(new Text("There are no such volumes. Create one with /storage volume create."));
            return Outcome.OK;
        }
        turn.say(new Table(
                List.of("name", "state", "class", "type", "bricks", "size", "used", "owner"),
                volumes.stream()
                        .map(volume -> List.of(
                                volume.name(),
                                orDash(volume.status()),
                                orDash(volume.storageClass()),
                                orDash(volume.layout()),
                                volume.bricksBySet(),
                                size(volume),
                                volume.usedPercent() == null ? "-" : volume.usedPercent() + " %",
                                orDash(volume.owner())))
                        .toList()));
        return Outcome.OK;
    }

    private Outcome show(Arguments arguments, Turn turn) {
        VolumeView volume = turn.gateway().call(Request.get(VolumePaths.of(arguments, turn)), VolumeView.class);
        List<List<String>> facts = new ArrayList<>(List.of(
                List.of("name", volume.name()),
                List.of("id", volume.id()),
                List.of("state", orDash(volume.status())),
                List.of("class", orDash(volume.storageClass())),
                List.of("type", orDash(volume.layout())),
                List.of("size", size(volume)),
                List.of("used", used(volume)),
                List.of("mount", orDash(volume.mountSource())),
                List.of("owner", orDash(volume.owner()))));
        volume.presentSets().forEach(set -> set.presentBricks()
                .forEach(brick -> facts.add(List.of("set " + set.number(), brick.line()))));
        turn.say(new Table(List.of("fact", "value"), facts));
        return Outcome.OK;
    }

    private Outcome act(String verb, Arguments arguments, Turn turn) {
        Request request = forced(arguments, Request.post(VolumePaths.of(arguments, turn) + "/" + verb, null));
        return changes.change(
                arguments, turn, request, done -> List.of("/storage volume show name:" + done.targetName()));
    }

    private Outcome delete(Arguments arguments, Turn turn) {
        return changes.destroy(
                arguments,
                turn,
                forced(arguments, Request.delete(VolumePaths.of(arguments, turn))),
                "the volume " + arguments.text("name") + " and everything stored on it",
                deleted -> List.of("/storage volume list"));
    }

    private static Request forced(Arguments arguments, Request request) {
        return arguments.flag("force") ? request.with("force", "true") : request;
    }

    private static String yesOrNo(@Nullable Boolean value) {
        return Boolean.TRUE.equals(value) ? "yes" : "no";
    }

    private static String size(VolumeView volume) {
        return volume.sizeBytes() == null ? "-" : Amounts.bytes(volume.sizeBytes());
    }

    private static String used(VolumeView volume) {
        return volume.usedBytes() == null
                ? "-"
                : "%s (%s %%)".formatted(Amounts.bytes(volume.usedBytes()), orDash(volume.usedPercent()));
    }

    private static String orDash(@Nullable Object value) {
        return value == null ? "-" : value.toString();
    }
}
