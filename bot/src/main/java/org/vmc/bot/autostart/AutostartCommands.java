package org.vmc.bot.autostart;

import static org.vmc.bot.commands.Argument.optional;
import static org.vmc.bot.commands.Argument.required;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.vmc.bot.commands.Argument;
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
import org.vmc.bot.output.Failure;
import org.vmc.bot.output.Table;
import org.vmc.bot.output.Text;

/**
 * {@code /autostart …}. The gateway takes a plan as a whole; to add or remove one VM is to send the plan with or
 * without it.
 */
@ApplicationScoped
class AutostartCommands implements CommandGroup {

    private static final String PATH = "/autostart";
    private static final Suggester VMS = gateway -> Named.names(gateway, "/vms");
    private static final Suggester PLANNED = gateway -> gateway.list(Request.get(PATH), PlanView.class).stream()
            .flatMap(plan -> plan.present().stream())
            .map(PlanView.EntryView::vm)
            .toList();
    private static final Argument POOL = optional("pool", ArgumentType.KEY, "the pool; not needed when there is one")
            .suggestedBy(gateway -> Named.names(gateway, "/pools"));

    private final Changes changes;

    AutostartCommands(Changes changes) {
        this.changes = changes;
    }

    @Override
    public List<Command> commands() {
        return List.of(
                Command.reading(
                        "autostart show",
                        "Show what is started by itself when a pool or a host of it comes up",
                        AutostartCommands::show),
                Command.changing(
                                "autostart add",
                                Role.OPERATOR,
                                "Have a virtual machine started by itself, or say anew what it needs",
                                this::add)
                        .with(
                                required("name", ArgumentType.NAME, "name of the VM")
                                        .suggestedBy(VMS),
                                optional("after", ArgumentType.NAMES, "VMs of the plan that must be ready before it")
                                        .suggestedBy(PLANNED))
                        .example("/autostart add name:web-1 after:db-1,cache-1"),
                Command.changing(
                                "autostart remove",
                                Role.OPERATOR,
                                "No longer have a virtual machine started by itself",
                                this::remove)
                        .with(required("name", ArgumentType.NAME, "name of the VM")
                                .suggestedBy(PLANNED))
                        .example("/autostart remove name:web-1"),
                Command.changing(
                                "autostart run",
                                Role.OPERATOR,
                                "Start what is to be started by itself and does not run",
                                this::run)
                        .with(POOL)
                        .example("/autostart run dry-run:true"));
    }

    private static Outcome show(Arguments arguments, Turn turn) {
        List<PlanView> plans =
                plans(turn).stream().filter(plan -> !plan.present().isEmpty()).toList();
        if (plans.isEmpty()) {
            turn.say(new Text("Nothing is started by itself. Add a virtual machine with /autostart add."));
            return Outcome.OK;
        }
        turn.say(new Table(
                List.of("pool", "wave", "VM", "after"),
                plans.stream()
                        .flatMap(plan -> plan.present().stream()
                                .map(entry -> List.of(
                                        plan.pool(),
                                        String.valueOf(entry.wave()),
                                        entry.vm(),
                                        entry.needs().isEmpty() ? "-" : String.join(", ", entry.needs()))))
                        .toList()));
        plans.forEach(plan -> lastRun(plan).ifPresent(run -> turn.say(new Text(run))));
        return Outcome.OK;
    }

    private Outcome add(Arguments arguments, Turn turn) {
        String name = arguments.text("name");
        List<String> after =
                arguments.find("after").map(names -> List.of(names.split(","))).orElse(List.of());
        String pool = poolOf(name, turn);
        List<Map<String, Object>> entries = new ArrayList<>();
        boolean known = false;
        PlanView plan = plan(pool, turn);
        for (PlanView.EntryView entry : plan.present()) {
            boolean same = entry.vm().equals(name);
            entries.add(entry(entry.vm(), same ? after : entry.needs()));
            known |= same;
        }
        if (!known) {
            entries.add(entry(name, after));
        }
        return replace(arguments, turn, plan, entries);
    }

    private Outcome remove(Arguments arguments, Turn turn) {
        String name = arguments.text("name");
        Optional<PlanView> plan = plans(turn).stream()
                .filter(candidate -> candidate.present().stream()
                        .anyMatch(entry -> entry.vm().equals(name)))
                .findFirst();
        if (plan.isEmpty()) {
            turn.say(new Failure("name: " + name + " is not started by itself.", "See /autostart show."));
            return Outcome.USAGE;
        }
        List<Map<String, Object>> entries = plan.get().present().stream()
                .filter(entry -> !entry.vm().equals(name))
                .map(entry -> entry(entry.vm(), entry.needs()))
                .toList();
        return replace(arguments, turn, plan.get(), entries);
    }

    private Outcome run(Arguments arguments, Turn turn) {
        List<String> pools = arguments.find("pool").map(List::of).orElseGet(() -> plans(turn).stream()
                .map(PlanView::pool)
                .toList());
        if (pools.size() != 1) {
            turn.say(new Failure(
                    "pool: is missing; there are " + String.join(", ", pools) + ".", "See /autostart show."));
            return Outcome.USAGE;
        }
        return changes.change(
                arguments,
                turn,
                Request.post(PATH + "/" + pools.getFirst() + "/run", null),
                done -> List.of("/autostart show", "/vm list"));
    }

    /** Refused when somebody has changed the plan since it was looked at. */
    private Outcome replace(Arguments arguments, Turn turn, PlanView seen, List<Map<String, Object>> entries) {
        Map<String, Object> wanted = new HashMap<>(Map.of("entries", entries));
        Optional.ofNullable(seen.version()).ifPresent(version -> wanted.put("version", version));
        return changes.change(
                arguments,
                turn,
                Request.put(PATH + "/" + seen.pool(), wanted),
                done -> List.of("/autostart show", "/autostart run pool:" + seen.pool() + " dry-run:true"));
    }

    private static Map<String, Object> entry(String vm, List<String> after) {
        return Map.of("vm", vm, "after", after);
    }

    private static List<PlanView> plans(Turn turn) {
        return turn.gateway().list(Request.get(PATH), PlanView.class);
    }

    private static PlanView plan(String pool, Turn turn) {
        return plans(turn).stream()
                .filter(plan -> plan.pool().equals(pool))
                .findFirst()
                .orElseGet(() -> new PlanView(pool, null, List.of(), null));
    }

    private static String poolOf(String name, Turn turn) {
        String path = Named.path(turn.gateway(), "/vms", name, "VM", "/vm list");
        return turn.gateway().call(Request.get(path), InPool.class).pool();
    }

    private static Optional<String> lastRun(PlanView plan) {
        return Optional.ofNullable(plan.lastRun())
                .map(run -> "Last run of " + plan.pool() + " at " + run.acceptedAt() + ": " + run.state()
                        + (run.summary() == null ? "" : " – " + run.summary()) + ". See /op show id:"
                        + run.operation());
    }

    private record InPool(String pool) {}
}
