package org.vmc.storage.gluster;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Reads values out of {@code cliOutput}. Element names and values as GlusterFS 10.3 writes them. */
final class GlusterXml {

    private static final String BY_DEFAULT = " (DEFAULT)";

    private GlusterXml() {}

    /**
     * Reads {@code pool list}.
     *
     * @param naming turns a name Gluster uses, {@code localhost} included, into the configured one
     */
    static List<PoolMember> members(XmlElement output, UnaryOperator<String> naming) {
        return output.at("peerStatus")
                .all("peer")
                .map(peer -> member(peer, naming))
                .toList();
    }

    /** Reads {@code volume info}. */
    static List<GlusterVolume> volumes(XmlElement output) {
        return output.at("volInfo", "volumes")
                .all("volume")
                .map(GlusterXml::volume)
                .toList();
    }

    /** Reads the bricks that run out of {@code volume status NAME}; daemons are listed there too. */
    static Set<Brick> onlineBricks(XmlElement output) {
        return output.at("volStatus", "volumes")
                .all("volume")
                .flatMap(volume -> volume.all("node"))
                .filter(node -> node.text("path").startsWith("/"))
                .filter(node -> node.text("status").equals("1"))
                .map(node -> new Brick(node.text("hostname"), node.text("path")))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Reads the ports at which bricks listen out of {@code volume status NAME}. */
    static Map<Brick, Integer> ports(XmlElement output) {
        return output.at("volStatus", "volumes")
                .all("volume")
                .flatMap(volume -> volume.all("node"))
                .filter(node -> node.text("path").startsWith("/"))
                .filter(node -> number(node, "port") > 0)
                .collect(Collectors.toUnmodifiableMap(
                        node -> new Brick(node.text("hostname"), node.text("path")), node -> number(node, "port")));
    }

    /** Reads {@code rebalance … status}. */
    static Migration rebalance(XmlElement output) {
        return migration(output.at("volRebalance"));
    }

    /** Reads {@code remove-brick … status}. */
    static Migration removal(XmlElement output) {
        return migration(output.at("volRemoveBrick"));
    }

    /** Reads {@code heal … info}. */
    static List<BrickHeal> heals(XmlElement output) {
        return output.at("healInfo", "bricks")
                .all("brick")
                .map(GlusterXml::heal)
                .toList();
    }

    /** Reads {@code heal … info summary}. */
    static List<HealSummary> healSummaries(XmlElement output) {
        return output.at("healInfo", "bricks")
                .all("brick")
                .map(brick -> new HealSummary(
                        Brick.parse(brick.text("name")),
                        brick.text("status").equals("Connected"),
                        amount(brick, "totalNumberOfEntries"),
                        amount(brick, "numberOfEntriesInSplitBrain")))
                .toList();
    }

    /**
     * Reads out of {@code volume status NAME} whether the self-heal daemon of each host is heard.
     *
     * @param naming as of {@link #members}
     */
    static Map<String, Boolean> healers(XmlElement output, UnaryOperator<String> naming) {
        return output.at("volStatus", "volumes")
                .all("volume")
                .flatMap(volume -> volume.all("node"))
                .filter(node -> node.text("hostname").equals("Self-heal Daemon"))
                .collect(Collectors.toUnmodifiableMap(
                        node -> naming.apply(node.text("path")),
                        node -> node.text("status").equals("1"),
                        Boolean::logicalOr));
    }

    /** Reads the limit of the whole volume out of {@code quota NAME list}; directories may have limits of their own. */
    static Optional<Quota> quota(XmlElement output) {
        return output.at("volQuota")
                .all("limit")
                .filter(limit -> limit.text("path").equals("/"))
                .filter(limit -> amount(limit, "hard_limit") > 0)
                .map(limit -> new Quota(amount(limit, "hard_limit"), amount(limit, "used_space")))
                .findFirst();
    }

    /** Reads {@code volume get NAME all}. */
    static List<VolumeOption> allOptions(XmlElement output) {
        return output.at("volGetopts").all("Opt").map(GlusterXml::option).toList();
    }

    private static BrickHeal heal(XmlElement brick) {
        var entries = brick.text("numberOfEntries");
        return new BrickHeal(
                Brick.parse(brick.text("name")),
                brick.text("status").equals("Connected") && entries.matches("[0-9]{1,18}")
                        ? OptionalLong.of(Long.parseLong(entries))
                        : OptionalLong.empty());
    }

    private static PoolMember member(XmlElement peer, UnaryOperator<String> naming) {
        var known = peer.at("hostnames").all("hostname").map(XmlElement::text).toList();
        var names = known.isEmpty() ? List.of(peer.text("hostname")) : known;
        var host = names.stream()
                .map(naming)
                .filter(name -> !names.contains(name))
                .findFirst()
                .orElseGet(() -> naming.apply(names.getFirst()));
        // Only the host that was asked is listed without a state.
        var state = peer.child("stateStr").map(XmlElement::text).orElse(PoolMember.IN_CLUSTER);
        return new PoolMember(
                UUID.fromString(peer.text("uuid")), host, peer.text("connected").equals("1"), state);
    }

    private static GlusterVolume volume(XmlElement volume) {
        return new GlusterVolume(
                UUID.fromString(volume.text("id")),
                volume.text("name"),
                VolumeStatus.valueOf(volume.text("statusStr").toUpperCase(Locale.ROOT)),
                volume.text("typeStr"),
                shape(volume),
                volume.at("bricks")
                        .all("brick")
                        .map(brick -> Brick.parse(brick.text("name")))
                        .toList(),
                options(volume));
    }

    private static SetShape shape(XmlElement volume) {
        var redundancy = number(volume, "redundancyCount");
        return redundancy > 0
                ? new SetShape(number(volume, "disperseCount"), 0, redundancy)
                : new SetShape(number(volume, "replicaCount"), number(volume, "arbiterCount"), 0);
    }

    private static Migration migration(XmlElement task) {
        var hosts = task.all("node").map(GlusterXml::state).toList();
        var whole = task.at("aggregate");
        return new Migration(
                UUID.fromString(task.text("task-id")),
                state(hosts, state(whole)),
                hosts.size(),
                (int) hosts.stream().filter(GlusterXml::isThrough).count(),
                amount(whole, "files"),
                amount(whole, "size"),
                amount(whole, "failures"),
                amount(whole, "skipped"));
    }

    /** The summary has been seen to say less than its parts. */
    private static Migration.State state(List<Migration.State> hosts, Migration.State whole) {
        if (hosts.contains(Migration.State.IN_PROGRESS)) {
            return Migration.State.IN_PROGRESS;
        }
        return hosts.contains(Migration.State.FAILED) ? Migration.State.FAILED : whole;
    }

    private static boolean isThrough(Migration.State state) {
        return state != Migration.State.IN_PROGRESS && state != Migration.State.NOT_STARTED;
    }

    /** From 5 on the same four states come again for a repair of the layout alone. */
    private static Migration.State state(XmlElement part) {
        return switch (number(part, "status")) {
            case 1, 5 -> Migration.State.IN_PROGRESS;
            case 2, 6 -> Migration.State.STOPPED;
            case 3, 7 -> Migration.State.COMPLETED;
            case 4, 8 -> Migration.State.FAILED;
            default -> Migration.State.NOT_STARTED;
        };
    }

    private static VolumeOption option(XmlElement option) {
        var value = option.text("Value");
        var isDefault = value.endsWith(BY_DEFAULT);
        var bare = isDefault ? value.substring(0, value.length() - BY_DEFAULT.length()) : value;
        return new VolumeOption(option.text("Option"), bare.equals("(null)") ? null : bare, isDefault);
    }

    private static int number(XmlElement element, String name) {
        return (int) amount(element, name);
    }

    private static long amount(XmlElement element, String name) {
        var text = element.text(name);
        return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : 0;
    }

    private static Map<String, String> options(XmlElement volume) {
        var options = new LinkedHashMap<String, String>();
        volume.at("options").all("option").forEach(option -> options.put(option.text("name"), option.text("value")));
        return options;
    }
}
