package org.vmc.bot.vm;

import static org.vmc.bot.commands.Argument.optional;
import static org.vmc.bot.commands.Argument.required;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
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

/** {@code /vm …}. */
@ApplicationScoped
class VmCommands implements CommandGroup {

    private final Changes changes;

    VmCommands(Changes changes) {
        this.changes = changes;
    }

    @Override
    public List<Command> commands() {
        return List.of(
                Command.changing("vm create", Role.ENGINEER, "Create virtual machines from a template", this::create)
                        .with(
                                required(
                                        "name",
                                        ArgumentType.NAME,
                                        "name of the VM; of the first one when count is more"),
                                required("type", ArgumentType.KEY, "instance type; see /type list")
                                        .suggestedBy(gateway -> Named.names(gateway, "/types")),
                                required("template", ArgumentType.KEY, "template to clone; see /template list")
                                        .suggestedBy(gateway -> Named.names(gateway, "/templates")),
                                optional("count", ArgumentType.whole(1, 50), "how many")
                                        .or("1"),
                                optional("role", ArgumentType.KEY, "what they are for; see /role list")
                                        .suggestedBy(gateway -> Named.names(gateway, "/roles")),
                                optional("lease", ArgumentType.DURATION, "how long they are needed"),
                                optional("pool", ArgumentType.KEY, "pool to create them in")
                                        .suggestedBy(gateway -> Named.names(gateway, "/pools")),
                                optional("host", ArgumentType.HOST, "host to create them on; otherwise the best one")
                                        .suggestedBy(gateway -> Named.names(gateway, "/hosts")),
                                optional("apart", ArgumentType.FLAG, "true: no two of them on one host")
                                        .or("false"),
                                optional(
                                        "placement",
                                        ArgumentType.choice("spread", "pack"),
                                        "spread them for speed, or pack them on few hosts"),
                                optional(
                                                "full-copy",
                                                ArgumentType.FLAG,
                                                "copy the template's disks as a whole instead of a fast clone")
                                        .or("false"),
                                optional("storage", ArgumentType.TEXT, "SR for a full copy; see /sr list")
                                        .suggestedBy(gateway -> Named.names(gateway, "/storage-repositories")),
                                optional("hostname", ArgumentType.NAME, "what the guest calls itself"),
                                optional("user", ArgumentType.KEY, "a user to make in the guest"),
                                optional("ssh-key", ArgumentType.TEXT, "public key that may log in"),
                                optional(
                                        "fsck",
                                        ArgumentType.KEY,
                                        "when the guest checks its disk: never, every-boot or a number of boots"),
                                optional(
                                        "probe",
                                        ArgumentType.TEXT,
                                        "what must answer before it is ready: tcp:PORT or ssh"))
                        .example("/vm create name:ci-1 type:standard.small template:debian-12 count:2 lease:8h"),
                Command.reading("vm list", "List virtual machines", this::list)
                        .with(
                                optional("name", ArgumentType.NAME, "only this one")
                                        .suggestedBy(VmPaths.NAMES),
                                optional(
                                        "state",
                                        ArgumentType.choice("running", "halted", "suspended", "paused"),
                                        "only those in this power state"))
                        .example("/vm list state:running"),
                Command.reading("vm show", "Show a virtual machine", this::show)
                        .with(VmPaths.NAME)
                        .example("/vm show name:ci-1"),
                Command.destroying(
                                "vm delete",
                                Role.ENGINEER,
                                "Delete a virtual machine, its disks and its snapshots",
                                this::delete)
                        .with(VmPaths.NAME)
                        .example("/vm delete name:ci-1 confirm:yes"));
    }

    private Outcome create(Arguments arguments, Turn turn) {
        Map<String, Object> body = new LinkedHashMap<>();
        for (String field : List.of(
                "name",
                "type",
                "template",
                "role",
                "lease",
                "pool",
                "host",
                "placement",
                "storage",
                "hostname",
                "user",
                "fsck",
                "probe")) {
            arguments.find(field).ifPresent(value -> body.put(field, value));
        }
        body.put("count", arguments.whole("count"));
        arguments.find("ssh-key").ifPresent(key -> body.put("sshKeys", List.of(key)));
        if (arguments.flag("full-copy")) {
            body.put("fullCopy", true);
        }
        if (arguments.flag("apart")) {
            body.put("apart", true);
        }
        return changes.change(
                arguments,
                turn,
                Request.post(VmPaths.ALL, body),
                created -> List.of("/vm show name:" + created.targetName(), "/vm delete name:" + created.targetName()));
    }

    private Outcome list(Arguments arguments, Turn turn) {
        Request request = Request.get(VmPaths.ALL)
                .with("name", arguments.find("name"))
                .with("state", arguments.find("state").map(state -> state.toUpperCase(Locale.ROOT)));
        List<VmView> vms = turn.gateway().list(request, VmView.class);
        if (vms.isEmpty()) {
            turn.say(new Text("There are no such VMs. Create one with /vm create."));
            return Outcome.OK;
        }
        turn.say(new Table(
                List.of("name", "state", "address", "host", "type", "template", "owner"),
                vms.stream()
                        .map(vm -> List.of(
                                vm.name(),
                                orDash(vm.powerState()),
                                orDash(vm.address()),
                                orDash(vm.host()),
                                orDash(vm.type()),
                                orDash(vm.template()),
                                orDash(vm.owner())))
                        .toList()));
        return Outcome.OK;
    }

    private Outcome show(Arguments arguments, Turn turn) {
        VmView vm = turn.gateway().call(Request.get(VmPaths.of(arguments, turn)), VmView.class);
        turn.say(new Table(
                List.of("fact", "value"),
                List.of(
                        List.of("name", vm.name()),
                        List.of("id", vm.id()),
                        List.of("state", orDash(vm.powerState())),
                        List.of("address", orDash(vm.address())),
                        List.of("host", orDash(vm.host())),
                        List.of("pool", orDash(vm.pool())),
                        List.of("type", orDash(vm.type())),
                        List.of("template", orDash(vm.template())),
                        List.of("role", orDash(vm.role())),
                        List.of("probe", orDash(vm.probe())),
                        List.of("CPUs", orDash(vm.vcpus())),
                        List.of("memory", vm.memoryMib() == null ? "-" : vm.memoryMib() + " MiB"),
                        List.of("owner", orDash(vm.owner())),
                        List.of("team", orDash(vm.team())),
                        List.of("lease until", orDash(vm.leaseUntil())),
                        List.of("allowed now", allowed(vm)),
                        List.of("observed at", orDash(vm.observedAt())))));
        return Outcome.OK;
    }

    private Outcome delete(Arguments arguments, Turn turn) {
        Request request = Request.delete(VmPaths.of(arguments, turn));
        return changes.destroy(
                arguments,
                turn,
                request,
                "the VM " + arguments.text("name") + ", its disks and its snapshots",
                deleted -> List.of("/vm list"));
    }

    /** What its pool accepts now, in XenAPI's own words. */
    private static String allowed(VmView vm) {
        List<String> operations = vm.allowedOperations();
        return operations == null || operations.isEmpty()
                ? "-"
                : operations.stream().sorted().collect(Collectors.joining(", "));
    }

    private static String orDash(@Nullable Object value) {
        return value == null ? "-" : value.toString();
    }
}
