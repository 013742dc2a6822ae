package org.vmc.bot.storage;

import static org.vmc.bot.commands.Argument.optional;
import static org.vmc.bot.commands.Argument.required;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.vmc.bot.commands.ArgumentType;
import org.vmc.bot.commands.Arguments;
import org.vmc.bot.commands.Command;
import org.vmc.bot.commands.CommandGroup;
import org.vmc.bot.commands.Outcome;
import org.vmc.bot.commands.Suggester;
import org.vmc.bot.commands.Turn;
import org.vmc.bot.gateway.Named;
import org.vmc.bot.gateway.Request;
import org.vmc.bot.gateway.Role;
import org.vmc.bot.operations.Changes;
import org.vmc.bot.output.Amounts;
import org.vmc.bot.output.Failure;
import org.vmc.bot.output.Table;
import org.vmc.bot.output.Text;

/** {@code /storage disks} and {@code /storage disk read}. */
@ApplicationScoped
class DiskInventoryCommands implements CommandGroup {

    private static final String DISKS = "/storage/disks";
    private static final Suggester HOSTS = gateway -> Named.names(gateway, "/storage/peers");

    /** A whole disk, as the kernel calls it. */
    private static final ArgumentType DISK =
            new ArgumentType.Matching("disk", "[A-Za-z0-9][A-Za-z0-9_-]{0,31}", "a disk such as sda or nvme0n1");

    private final Changes changes;

    DiskInventoryCommands(Changes changes) {
        this.changes = changes;
    }

    @Override
    public List<Command> commands() {
        return List.of(
                Command.reading(
                                "storage disks",
                                "Show the disks of the storage hosts, their links and health, with warnings",
                                this::list)
                        .with(optional("host", ArgumentType.HOST, "only this one")
                                .suggestedBy(HOSTS))
                        .example("/storage disks host:h1"),
                Command.changing(
                                "storage disk read",
                                Role.OPERATOR,
                                "Measure how fast a disk is read; nothing is written",
                                this::read)
                        .with(
                                required("host", ArgumentType.HOST, "its host").suggestedBy(HOSTS),
                                required("disk", DISK, "the disk, as /storage disks shows it"),
                                optional("mebibytes", ArgumentType.whole(1, 4096), "how much to read")
                                        .or("256"))
                        .example("/storage disk read host:h1 disk:sda"));
    }

    private Outcome list(Arguments arguments, Turn turn) {
        String only = arguments.find("host").orElse(null);
        List<HostDisksView> hosts = turn.gateway().list(Request.get(DISKS), HostDisksView.class).stream()
                .filter(host -> only == null || host.host().equals(only))
                .toList();
        if (hosts.isEmpty()) {
            turn.say(new Failure(
                    only == null
                            ? "No storage hosts are configured."
                            : "host: there is no storage host called " + only + ".",
                    "See /storage peer list."));
            return Outcome.FAILED;
        }
        List<List<String>> rows = new ArrayList<>();
        hosts.forEach(host -> host.presentDisks().forEach(disk -> rows.add(row(host.host(), disk))));
        if (!rows.isEmpty()) {
            turn.say(new Table(
                    List.of("host", "disk", "model", "firmware", "size", "kind", "link", "health", "used for"), rows));
        }
        remarks(hosts).forEach(remark -> turn.say(new Text(remark)));
        return Outcome.OK;
    }

    private static List<String> row(String host, HostDisksView.DiskView disk) {
        return List.of(
                host,
                disk.name(),
                orDash(disk.model()),
                orDash(disk.firmware()),
                Amounts.bytes(disk.sizeBytes()),
                disk.kind(),
                disk.link(),
                orDash(disk.health()),
                disk.presentUses().isEmpty() ? "-" : String.join(", ", disk.presentUses()));
    }

    private static List<String> remarks(List<HostDisksView> hosts) {
        List<String> remarks = new ArrayList<>();
        for (HostDisksView host : hosts) {
            if (host.reason() != null) {
                remarks.add(host.host() + " does not list its disks: " + host.reason());
            } else if (host.presentDisks().isEmpty()) {
                remarks.add(host.host() + " has no disks of its own.");
            }
            host.presentDisks().forEach(disk -> disk.presentWarnings()
                    .forEach(warning ->
                            remarks.add("Warning: %s of %s: %s.".formatted(disk.name(), host.host(), warning))));
            if (!host.presentMissingTools().isEmpty()) {
                remarks.add("%s would tell more with %s installed."
                        .formatted(host.host(), String.join(", ", host.presentMissingTools())));
            }
        }
        return remarks;
    }

    private Outcome read(Arguments arguments, Turn turn) {
        String host = arguments.text("host");
        Request request = Request.post(
                "%s/%s/%s/read-benchmark".formatted(DISKS, host, arguments.text("disk")),
                Map.of("mebibytes", Integer.valueOf(arguments.text("mebibytes"))));
        return changes.change(arguments, turn, request, read -> List.of("/storage disks host:" + host));
    }

    private static String orDash(@Nullable String value) {
        return value == null ? "-" : value;
    }
}
