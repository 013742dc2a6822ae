package org.vmc.bot.reports;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.vmc.bot.commands.Arguments;
import org.vmc.bot.commands.Command;
import org.vmc.bot.commands.CommandGroup;
import org.vmc.bot.commands.Outcome;
import org.vmc.bot.commands.Turn;
import org.vmc.bot.gateway.Request;
import org.vmc.bot.output.Amounts;
import org.vmc.bot.output.Table;
import org.vmc.bot.output.Text;

/** {@code /sr …} and {@code /report …}. */
@ApplicationScoped
class ReportCommands implements CommandGroup {

    @Override
    public List<Command> commands() {
        return List.of(
                Command.reading(
                        "sr list",
                        "List the storage repositories of the pools, and how full they are",
                        ReportCommands::listRepositories),
                Command.reading(
                        "report spof",
                        "Report single points of failure, and what to do about each",
                        ReportCommands::reportSpof),
                Command.reading(
                        "report clocks",
                        "Report whether the clocks of the hosts agree with ours and each other",
                        ReportCommands::reportClocks),
                Command.reading(
                        "report utilisation",
                        "Report what is promised and used, by pool, host, owner and team",
                        (arguments, turn) -> UtilisationTables.show(turn)));
    }

    private static Outcome listRepositories(Arguments arguments, Turn turn) {
        List<RepositoryView> repositories =
                turn.gateway().list(Request.get("/storage-repositories"), RepositoryView.class);
        if (repositories.isEmpty()) {
            turn.say(new Text("No pool has told of a storage repository yet. See /status."));
            return Outcome.OK;
        }
        turn.say(new Table(
                List.of("name", "pool", "type", "shared", "size", "used", "promised", "times its size", "level"),
                repositories.stream().map(ReportCommands::row).toList()));
        repositories.stream()
                .filter(repository ->
                        repository.level() != null && !repository.level().equals("OK"))
                .forEach(repository -> turn.say(new Text(
                        repository.name() + " is at " + repository.level() + ": " + orDash(repository.reason()))));
        return Outcome.OK;
    }

    private static List<String> row(RepositoryView repository) {
        Long size = repository.physicalSizeBytes();
        Double ratio = repository.promisedRatio();
        return List.of(
                repository.name(),
                orDash(repository.pool()),
                orDash(repository.type()),
                repository.shared() ? "yes" : "no",
                size == null ? "-" : Amounts.bytes(size),
                Amounts.bytes(repository.usedBytes()),
                Amounts.bytes(repository.promisedBytes()),
                ratio == null ? "-" : String.format(Locale.ROOT, "%.2f", ratio),
                orDash(repository.level()));
    }

    private static Outcome reportSpof(Arguments arguments, Turn turn) {
        SpofView report = turn.gateway().call(Request.get("/reports/spof"), SpofView.class);
        turn.say(new Text(orDash(report.summary())));
        if (report.present().isEmpty()) {
            return Outcome.OK;
        }
        turn.say(new Table(
                List.of("severity", "pool", "subject", "kind"),
                report.present().stream()
                        .map(finding -> List.of(
                                orDash(finding.severity()),
                                orDash(finding.pool()),
                                orDash(finding.subject()),
                                orDash(finding.kind())))
                        .toList()));
        report.present()
                .forEach(finding -> turn.say(new Text(orDash(finding.subject()) + ": " + orDash(finding.reason())
                        + "\n  " + orDash(finding.remedy()))));
        return Outcome.OK;
    }

    private static Outcome reportClocks(Arguments arguments, Turn turn) {
        JsonNode report = turn.gateway().call(Request.get("/reports/clocks"), JsonNode.class);
        turn.say(new Text(report.path("summary").asText("-")));
        if (report.path("hosts").isEmpty()) {
            return Outcome.OK;
        }
        turn.say(new Table(
                List.of("pool", "host", "ahead by", "wrong", "what to do"),
                report.path("hosts")
                        .valueStream()
                        .map(host -> List.of(
                                host.path("pool").asText(),
                                host.path("host").asText(),
                                "%d ms ± %d"
                                        .formatted(
                                                host.path("offsetMillis").asLong(),
                                                host.path("uncertaintyMillis").asLong()),
                                host.path("skewed").asBoolean() ? "yes" : "no",
                                host.path("remedy").asText()))
                        .toList()));
        report.path("pairs")
                .forEach(pair -> turn.say(new Text("%s and %s differ by %d ms at least."
                        .formatted(
                                pair.path("host").asText(),
                                pair.path("other").asText(),
                                pair.path("leastMillis").asLong()))));
        return Outcome.OK;
    }

    private static String orDash(@Nullable Object value) {
        return value == null ? "-" : value.toString();
    }
}
