package org.vmc.storage.gluster;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Reads values out of {@code cliOutput}. Element names and values as GlusterFS 10.3 writes them. */
final class GlusterXml {

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
                Integer.parseInt(volume.text("replicaCount")),
                volume.at("bricks")
                        .all("brick")
                        .map(brick -> Brick.parse(brick.text("name")))
                        .toList(),
                options(volume));
    }

    private static Map<String, String> options(XmlElement volume) {
        var options = new LinkedHashMap<String, String>();
        volume.at("options").all("option").forEach(option -> options.put(option.text("name"), option.text("value")));
        return options;
    }
}
