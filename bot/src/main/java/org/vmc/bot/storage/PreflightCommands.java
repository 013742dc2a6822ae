package org.vmc.bot.storage;

import static org.vmc.bot.commands.Argument.optional;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.vmc.bot.commands.ArgumentType;
import org.vmc.bot.commands.Arguments;
import org.vmc.bot.commands.Command;
import org.vmc.bot.commands.CommandGroup;
import org.vmc.bot.commands.Outcome;
import org.vmc.bot.commands.Turn;
import org.vmc.bot.gateway.Named;
import org.vmc.bot.gateway.Request;
import org.vmc.bot.output.Amounts;
import org.vmc.bot.output.Failure;
import org.vmc.bot.output.Table;
import org.vmc.bot.output.Text;

/** {@code /storage preflight}. */
@ApplicationScoped
class PreflightCommands implements CommandGroup {

    @Override
    public List<Command> commands() {
        return List.of(Command.reading(
                        "storage preflight",
                        "Check the storage hosts and every connection between them; of one host also what to install",
                        this::preflight)
                .with(optional("host", ArgumentType.HOST, "only this one, with its ports and install plan")
                        .suggestedBy(gateway -> Named.names(gateway, "/storage/peers")))
                .example("/storage preflight host:h1"));
    }

    private Outcome preflight(Arguments arguments, Turn turn) {
        PreflightView report = turn.gateway().call(Request.get("/storage/preflight"), PreflightView.class);
        String only = arguments.find("host").orElse(null);
        List<PreflightView.HostView> hosts = report.presentHosts().stream()
                .filter(host -> only == null || host.host().equals(only))
                .toList();
        if (hosts.isEmpty() && only != null) {
            turn.say(new Failure("host: there is no storage host called " + only + ".", "See /storage peer list."));
            return Outcome.FAILED;
        }
        turn.say(new Table(
                List.of("host", "state", "gluster", "file system", "free", "TCP ports to open"),
                hosts.stream().map(PreflightCommands::row).toList()));
        findings(report, hosts, turn);
        connections(report, only, turn);
        if (only != null) {
            plan(hosts.getFirst(), turn);
        }
        return Outcome.OK;
    }

    private static List<String> row(PreflightView.HostView host) {
        return List.of(
                host.host(),
                host.state(),
                orDash(host.glusterVersion()),
                orDash(host.filesystem()),
                host.freeBytes() == null ? "-" : Amounts.bytes(host.freeBytes()),
                host.portList());
    }

    private static void findings(PreflightView report, List<PreflightView.HostView> hosts, Turn turn) {
        List<List<String>> rows = new ArrayList<>();
        report.presentFindings()
                .forEach(found -> rows.add(List.of("all", found.severity(), found.what(), found.todo())));
        hosts.forEach(host -> PreflightView.present(host.findings())
                .forEach(found -> rows.add(List.of(host.host(), found.severity(), found.what(), found.todo()))));
        if (!rows.isEmpty()) {
            turn.say(new Table(List.of("host", "", "what", "to do"), rows));
        }
    }

    private static void connections(PreflightView report, @Nullable String only, Turn turn) {
        List<PreflightView.ConnectionView> tried = report.presentConnections().stream()
                .filter(each ->
                        only == null || each.from().equals(only) || each.to().equals(only))
                .toList();
        List<PreflightView.ConnectionView> failed =
                tried.stream().filter(each -> !each.ok()).toList();
        if (failed.isEmpty()) {
            turn.say(new Text("All of the %d connections that were tried are there.".formatted(tried.size())));
            return;
        }
        turn.say(new Text(
                "%d of the %d connections that were tried are not there:".formatted(failed.size(), tried.size())));
        turn.say(new Table(
                List.of("from", "to", "result", "what and what to do"),
                failed.stream()
                        .map(each ->
                                List.of(each.from(), each.to() + ":" + each.port(), each.result(), each.explanation()))
                        .toList()));
    }

    private static void plan(PreflightView.HostView host, Turn turn) {
        List<PreflightView.StepView> steps = PreflightView.present(host.installPlan());
        if (steps.isEmpty()) {
            turn.say(new Text("Nothing is to be installed on " + host.host() + "."));
            return;
        }
        turn.say(new Text("What an administrator would do on " + host.host() + "; nothing of it was done:"));
        turn.say(new Table(
                List.of("step", "command", "why"),
                steps.stream()
                        .map(step -> List.of(step.step(), orDash(step.command()), step.why()))
                        .toList()));
    }

    private static String orDash(@Nullable String value) {
        return value == null ? "-" : value;
    }
}
