package org.vmc.bot.build;

import static org.vmc.bot.commands.Argument.optional;
import static org.vmc.bot.commands.Argument.required;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
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

/** {@code /build campaign …}, {@code /build sweep}, {@code /build tune} and {@code /build tunings}. */
@ApplicationScoped
class CampaignCommands implements CommandGroup {

    private static final String CAMPAIGNS = "/build-campaigns";
    private static final String VARIANT = "(local|distributed(?::([1-9]|1[0-6]))?)(?:@([1-9][0-9]{0,2}))?";
    private static final Pattern ONE_VARIANT = Pattern.compile(VARIANT);

    private static final ArgumentType VARIANTS = new ArgumentType.Matching(
            "variants",
            VARIANT + "(," + VARIANT + "){0,7}",
            "ways of building separated by commas: local, distributed, distributed:WORKERS, each with @JOBS if you like");

    private static final ArgumentType JOB_NUMBERS = new ArgumentType.Matching(
            "numbers", "[0-9,/ -]{3,200}", "numbers of jobs such as 4,8,16 or 5-40/5 (from 5 to 40 by 5)");

    private static final Argument SOURCE = required(
                    "source", ArgumentType.TEXT, "name (see /source list), git+URL#commit, URL#sha256=…, or path")
            .suggestedBy(gateway -> Named.names(gateway, "/sources"));
    private static final Argument MODE = optional(
                    "mode", ArgumentType.choice("local", "distributed"), "where the compiler runs")
            .or("local");
    private static final Argument WORKERS =
            optional("workers", ArgumentType.whole(1, 16), "workers of a distributed build; otherwise 3");

    private final Changes changes;

    CampaignCommands(Changes changes) {
        this.changes = changes;
    }

    @Override
    public List<Command> commands() {
        return List.of(
                Command.changing(
                                "build campaign run",
                                Role.ENGINEER,
                                "Build a source many times in several ways, in turns, and compare them with the first",
                                this::run)
                        .with(
                                SOURCE,
                                optional("variants", VARIANTS, "the ways").or("local,distributed"),
                                optional("runs", ArgumentType.whole(1, 500), "builds of each")
                                        .or("30"))
                        .example("/build campaign run source:lua-5.4 variants:local@4,distributed:3 runs:30"),
                Command.reading("build campaign list", "List campaigns of builds, newest first", this::list)
                        .example("/build campaign list"),
                Command.reading(
                                "build campaign show",
                                "Show the figures of a campaign, how its ways compare, and where its charts are",
                                this::show)
                        .with(optional("id", ArgumentType.ID, "as the list shows it; the newest when left out"))
                        .example("/build campaign show"),
                Command.changing(
                                "build sweep",
                                Role.ENGINEER,
                                "Build a source with several numbers of jobs and find the best",
                                this::sweep)
                        .with(
                                SOURCE,
                                required("jobs", JOB_NUMBERS, "the numbers for make -j"),
                                MODE,
                                WORKERS,
                                optional("runs", ArgumentType.whole(1, 500), "builds with each")
                                        .or("3"))
                        .example("/build sweep source:lua-5.4 mode:distributed jobs:4-40/4"),
                Command.changing(
                                "build tune",
                                Role.ENGINEER,
                                "Find a number of jobs near the best by at most six builds, and use it from then on",
                                this::tune)
                        .with(SOURCE, MODE, WORKERS)
                        .example("/build tune source:lua-5.4 mode:distributed"),
                Command.reading("build tunings", "List the numbers of jobs that were found to be best", this::tunings)
                        .example("/build tunings"));
    }

    private Outcome run(Arguments arguments, Turn turn) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("source", arguments.text("source"));
        body.put("kind", "compare");
        body.put("runs", arguments.whole("runs"));
        body.put(
                "variants",
                Arrays.stream(arguments.text("variants").split(","))
                        .flatMap(text -> ONE_VARIANT.matcher(text).results())
                        .map(CampaignCommands::variant)
                        .toList());
        return start(arguments, turn, body);
    }

    private static Map<String, Object> variant(MatchResult found) {
        Map<String, Object> variant = new LinkedHashMap<>();
        variant.put("mode", found.group(1).startsWith("distributed") ? "distributed" : "local");
        if (found.group(2) != null) {
            variant.put("workers", Integer.valueOf(found.group(2)));
        }
        if (found.group(3) != null) {
            variant.put("jobs", Integer.valueOf(found.group(3)));
        }
        return variant;
    }

    private Outcome sweep(Arguments arguments, Turn turn) {
        Map<String, Object> body = single(arguments, "sweep");
        body.put("jobs", arguments.text("jobs"));
        body.put("runs", arguments.whole("runs"));
        return start(arguments, turn, body);
    }

    private Outcome tune(Arguments arguments, Turn turn) {
        return start(arguments, turn, single(arguments, "tune"));
    }

    private static Map<String, Object> single(Arguments arguments, String kind) {
        Map<String, Object> variant = new LinkedHashMap<>();
        variant.put("mode", arguments.text("mode"));
        arguments.find("workers").ifPresent(workers -> variant.put("workers", Integer.valueOf(workers)));
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("source", arguments.text("source"));
        body.put("kind", kind);
        body.put("variants", List.of(variant));
        return body;
    }

    private Outcome start(Arguments arguments, Turn turn, Map<String, Object> body) {
        return changes.change(
                arguments,
                turn,
                Request.post(CAMPAIGNS, body),
                done -> List.of("/build campaign show id:" + done.targetId(), "/build campaign list"));
    }

    private Outcome list(Arguments arguments, Turn turn) {
        List<CampaignView> campaigns = turn.gateway().list(Request.get(CAMPAIGNS), CampaignView.class);
        if (campaigns.isEmpty()) {
            turn.say(new Text("There are no campaigns yet. Run one with /build campaign run."));
            return Outcome.OK;
        }
        turn.say(new Table(
                List.of("id", "kind", "source", "state", "builds", "builder", "owner"),
                campaigns.stream()
                        .map(each -> List.of(
                                each.id(),
                                each.kind(),
                                each.source(),
                                each.state(),
                                each.runs(),
                                each.builder(),
                                each.owner()))
                        .toList()));
        return Outcome.OK;
    }

    private Outcome show(Arguments arguments, Turn turn) {
        Optional<String> id = arguments
                .find("id")
                .or(() -> turn.gateway().list(Request.get(CAMPAIGNS), CampaignView.class).stream()
                        .findFirst()
                        .map(CampaignView::id));
        if (id.isEmpty()) {
            return list(arguments, turn);
        }
        CampaignView campaign = turn.gateway().call(Request.get(CAMPAIGNS + "/" + id.get()), CampaignView.class);
        turn.say(new Text("%s of %s on %s: %s, %s builds.%s"
                .formatted(
                        campaign.kind(),
                        campaign.source(),
                        campaign.builder(),
                        campaign.state(),
                        campaign.runs(),
                        campaign.reason() == null ? "" : " " + campaign.reason())));
        turn.say(new Table(
                List.of("way", "n", "min", "mean", "SD", "median", "p95", "max", "mean user / system", "outliers"),
                campaign.presentVariants().stream()
                        .map(CampaignView.Variant::row)
                        .toList()));
        campaign.presentResults().forEach(result -> turn.say(new Text(result)));
        String address = "/api/v1" + CAMPAIGNS + "/" + campaign.id();
        String chart = campaign.kind().equals("compare") ? "comparison.svg" : "sweep.svg";
        turn.say(new Text("Charts: GET %s/histogram.svg, runs.svg, %s. Times: runs.csv".formatted(address, chart)));
        return Outcome.OK;
    }

    private Outcome tunings(Arguments arguments, Turn turn) {
        List<TuningView> tunings = turn.gateway().list(Request.get("/build-tunings"), TuningView.class);
        if (tunings.isEmpty()) {
            turn.say(new Text("No number of jobs was looked for yet. Try /build tune source:lua-5.4."));
            return Outcome.OK;
        }
        turn.say(new Table(
                List.of("source", "CPUs", "tries", "jobs", "time"),
                tunings.stream().map(TuningView::row).toList()));
        return Outcome.OK;
    }
}
