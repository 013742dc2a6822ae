package org.vmc.bot.build;

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
import org.vmc.bot.operations.OperationView;
import org.vmc.bot.output.Table;
import org.vmc.bot.output.Text;

/** {@code /build …}. */
@ApplicationScoped
class BuildCommands implements CommandGroup {

    private static final String PATH = "/builds";
    private static final Argument ID = required("id", ArgumentType.ID, "the build; see /build list")
            .suggestedBy(gateway -> gateway.list(Request.get(PATH), BuildView.class).stream()
                    .map(BuildView::id)
                    .toList());

    private static final String AUTO = "auto";
    private static final ArgumentType JOBS = new ArgumentType.Matching(
            "number|auto", "auto|[1-9][0-9]?|1[0-9]{2}|2[0-4][0-9]|25[0-6]", "a whole number from 1 to 256, or auto");

    private final Changes changes;

    BuildCommands(Changes changes) {
        this.changes = changes;
    }

    @Override
    public List<Command> commands() {
        return List.of(
                Command.changing("build run", Role.ENGINEER, "Build a C project here or on workers", this::run)
                        .with(
                                required(
                                                "source",
                                                ArgumentType.TEXT,
                                                "name (see /source list), git+URL#commit, URL#sha256=…, or path")
                                        .suggestedBy(gateway -> Named.names(gateway, "/sources")),
                                optional("mode", ArgumentType.choice("local", "distributed"), "where the compiler runs")
                                        .or("local"),
                                optional(
                                        "workers",
                                        ArgumentType.whole(1, 16),
                                        "workers of a distributed build; otherwise 3"),
                                optional(
                                        "jobs",
                                        JOBS,
                                        "make -j; otherwise what was found to be best, or what suits the machines; auto: try to find it"),
                                optional("recipe", ArgumentType.NAME, "see /build recipe list; otherwise the source's")
                                        .suggestedBy(gateway -> Named.names(gateway, RecipeCommands.PATH)),
                                optional(
                                        "cache",
                                        ArgumentType.choice("use", "renew", "off"),
                                        "what the team compiled before: use it, compile it anew, or leave it out; otherwise as configured"),
                                optional(
                                        "verify",
                                        ArgumentType.choice("sample", "full"),
                                        "how much of what workers compile is compiled again here and compared; otherwise a sample"),
                                optional(
                                                "ignore-clock-skew",
                                                ArgumentType.FLAG,
                                                "true: build also on hosts whose clocks are wrong")
                                        .or("false"))
                        .example("/build run source:lua-5.4 mode:distributed workers:3"),
                Command.reading("build list", "List builds, newest first", this::list)
                        .with(optional("limit", ArgumentType.whole(1, 200), "how many")
                                .or("20"))
                        .example("/build list"),
                Command.reading("build show", "Show a build with its times", this::show)
                        .with(ID)
                        .example("/build show id:0193b3a0-5c1e-7d3a-9a55-0c7e6b1f2a10"),
                Command.reading("build load", "Show what builder and workers did during a build", this::load)
                        .with(ID)
                        .example("/build load id:0193b3a0-5c1e-7d3a-9a55-0c7e6b1f2a10"),
                Command.reading("build log", "Show the end of a build's log, or follow it", this::log)
                        .with(
                                ID,
                                optional("lines", ArgumentType.whole(1, 1000), "how many lines")
                                        .or("40"),
                                optional("follow", ArgumentType.FLAG, "true: go on until the build ends")
                                        .or("false"))
                        .example("/build log id:0193b3a0-5c1e-7d3a-9a55-0c7e6b1f2a10 lines:100"));
    }

    private Outcome run(Arguments arguments, Turn turn) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("source", arguments.text("source"));
        body.put("mode", arguments.text("mode"));
        arguments.find("workers").ifPresent(workers -> body.put("workers", Integer.valueOf(workers)));
        arguments.find("jobs").ifPresent(jobs -> {
            if (jobs.equals(AUTO)) {
                body.put("tuning", "try");
            } else {
                body.put("jobs", Integer.valueOf(jobs));
            }
        });
        arguments.find("cache").ifPresent(cache -> body.put("cache", cache));
        arguments.find("recipe").ifPresent(recipe -> body.put("recipe", Map.of("from", recipe)));
        arguments.find("verify").ifPresent(verify -> body.put("verify", verify));
        if (arguments.flag("ignore-clock-skew")) {
            body.put("ignoreClockSkew", true);
        }
        return changes.change(arguments, turn, Request.post(PATH, body), built -> showResult(turn, built));
    }

    private Outcome list(Arguments arguments, Turn turn) {
        List<BuildView> builds = turn.gateway().list(Request.get(PATH), BuildView.class);
        if (builds.isEmpty()) {
            turn.say(new Text("There are no builds yet. Run one with /build run."));
            return Outcome.OK;
        }
        turn.say(new Table(
                List.of("id", "source", "mode", "state", "real", "user", "system", "owner"),
                builds.stream()
                        .limit(arguments.whole("limit"))
                        .map(build -> List.of(
                                build.id(),
                                orDash(build.source()),
                                orDash(build.mode()),
                                build.state(),
                                BuildView.seconds(build.realMillis()),
                                BuildView.seconds(build.userMillis()),
                                BuildView.seconds(build.systemMillis()),
                                orDash(build.owner())))
                        .toList()));
        return Outcome.OK;
    }

    private Outcome show(Arguments arguments, Turn turn) {
        describe(turn, arguments.text("id"));
        turn.say(new Text("Next: /build log id:" + arguments.text("id")));
        return Outcome.OK;
    }

    private static List<String> showResult(Turn turn, OperationView built) {
        describe(turn, built.targetId());
        return List.of("/build log id:" + built.targetId(), "/build list");
    }

    private static void describe(Turn turn, String id) {
        BuildView build = turn.gateway().call(Request.get(PATH + "/" + id), BuildView.class);
        turn.say(new Table(
                List.of("fact", "value"),
                List.of(
                        List.of("id", build.id()),
                        List.of("source", orDash(build.source())),
                        List.of("recipe", orDash(build.recipe())),
                        List.of("mode", orDash(build.mode())),
                        List.of("state", build.state()),
                        List.of("builder", orDash(build.builder())),
                        List.of("compiler", orDash(build.compiler())),
                        List.of("jobs", build.jobsWords()),
                        List.of("real", BuildView.seconds(build.realMillis())),
                        List.of("user", BuildView.seconds(build.userMillis())),
                        List.of("system", BuildView.seconds(build.systemMillis())),
                        List.of("tests", BuildView.seconds(build.testMillis())),
                        List.of("files", orDash(build.fileCount())),
                        List.of("compiled again and equal", orDash(build.rechecked())),
                        List.of("compiler cache", build.cacheSentence()),
                        List.of("owner", orDash(build.owner())),
                        List.of("asked for", orDash(build.createdAt())),
                        List.of("load", orDash(build.load())),
                        List.of("reason", orDash(build.reason())))));
        if (!build.presentWorkers().isEmpty()) {
            turn.say(new Table(
                    List.of("worker", "host", "state", "files compiled"),
                    build.presentWorkers().stream()
                            .map(worker -> List.of(
                                    orDash(worker.name()),
                                    orDash(worker.hostName()),
                                    orDash(worker.state()),
                                    String.valueOf(worker.compiled())))
                            .toList()));
        }
        BuildView.ComparisonView comparison = build.comparison();
        if (comparison != null) {
            turn.say(new Text(comparison.sentence()));
        }
    }

    private Outcome load(Arguments arguments, Turn turn) {
        String path = PATH + "/" + arguments.text("id") + "/load";
        BuildLoadView load = turn.gateway().call(Request.get(path), BuildLoadView.class);
        turn.say(new Text(load.sentence()));
        turn.say(new Table(
                BuildLoadView.HEADINGS,
                load.presentHosts().stream().map(BuildLoadView.HostView::row).toList()));
        turn.say(new Text("Chart: GET /api/v1%s.svg, samples: GET /api/v1%s.csv".formatted(path, path)));
        return Outcome.OK;
    }

    private Outcome log(Arguments arguments, Turn turn) {
        BuildLog log = new BuildLog(turn, arguments.text("id"));
        log.showEnd(arguments.whole("lines"));
        return arguments.flag("follow") ? log.follow() : Outcome.OK;
    }

    private static String orDash(@Nullable Object value) {
        return value == null ? "-" : value.toString();
    }
}
