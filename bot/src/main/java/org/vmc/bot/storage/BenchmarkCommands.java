package org.vmc.bot.storage;

import static org.vmc.bot.commands.Argument.optional;
import static org.vmc.bot.commands.Argument.required;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

/** {@code /storage benchmark run}, {@code list}, {@code show}, and {@code /storage volume find}. */
@ApplicationScoped
class BenchmarkCommands implements CommandGroup {

    private static final String BENCHMARKS = "/storage/benchmarks";
    private static final String WAY = "(local|brick-disk|(mount|scan|image):[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)";

    private static final ArgumentType TARGETS = new ArgumentType.Matching(
            "targets",
            WAY + "(," + WAY + "){0,7}",
            "ways separated by commas: local, brick-disk, mount:VOLUME, scan:VOLUME, image:VOLUME");

    private static final ArgumentType FILE_NAME = new ArgumentType.Matching(
            "name", "[^/\\p{Cntrl}]{1,255}", "a name or a pattern such as *.c, without a slash");

    private final Changes changes;

    BenchmarkCommands(Changes changes) {
        this.changes = changes;
    }

    @Override
    public List<Command> commands() {
        return List.of(
                Command.changing(
                                "storage benchmark run",
                                Role.ENGINEER,
                                "Make, search and read a tree of small files in several places, in turns",
                                this::run)
                        .with(
                                required("client", ArgumentType.HOST, "the storage host that does it")
                                        .suggestedBy(gateway -> Named.names(gateway, "/storage/peers")),
                                required("targets", TARGETS, "where; the others are compared with the first"),
                                optional("directories", ArgumentType.whole(1, 900), "directories of the tree")
                                        .or("100"),
                                optional("files", ArgumentType.whole(1, 900), "files in each of them")
                                        .or("100"),
                                optional("bytes", ArgumentType.whole(1, 65_536), "size of each file")
                                        .or("1024"),
                                optional("rounds", ArgumentType.whole(1, 50), "how often all of it is done")
                                        .or("3"))
                        .example("/storage benchmark run client:h1 targets:local,mount:src,scan:src,image:src"),
                Command.reading("storage benchmark list", "List the storage benchmarks, the newest first", this::list)
                        .example("/storage benchmark list"),
                Command.reading(
                                "storage benchmark show",
                                "Show what a storage benchmark measured, as times and as ratios to its first target",
                                this::show)
                        .with(optional("id", ArgumentType.ID, "as the list shows it; the newest when left out"))
                        .example("/storage benchmark show"),
                Command.reading(
                                "storage volume find",
                                "Find files of a volume by name on its bricks, many times faster than through a mount",
                                this::find)
                        .with(
                                VolumePaths.NAME,
                                required("file", FILE_NAME, "name or pattern"),
                                optional("limit", ArgumentType.whole(1, 1000), "most to show")
                                        .or("20"))
                        .example("/storage volume find name:src file:*.c"));
    }

    private Outcome run(Arguments arguments, Turn turn) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("client", arguments.text("client"));
        body.put("targets", List.of(arguments.text("targets").split(",")));
        for (String number : List.of("directories", "files", "bytes", "rounds")) {
            body.put(number, Integer.valueOf(arguments.text(number)));
        }
        return changes.change(
                arguments,
                turn,
                Request.post(BENCHMARKS, body),
                measured -> List.of("/storage benchmark show", "/storage benchmark list"));
    }

    private Outcome list(Arguments arguments, Turn turn) {
        List<BenchmarkView> benchmarks = turn.gateway().list(Request.get(BENCHMARKS), BenchmarkView.class);
        if (benchmarks.isEmpty()) {
            turn.say(new Text("No storage benchmark has been run. Try /storage benchmark run client:h1 targets:local"));
            return Outcome.OK;
        }
        turn.say(new Table(
                List.of("id", "state", "client", "tree", "rounds", "targets"),
                benchmarks.stream()
                        .map(each -> List.of(
                                each.id().toString(),
                                each.state(),
                                each.client(),
                                each.what(),
                                String.valueOf(each.rounds()),
                                String.join(", ", each.targets())))
                        .toList()));
        return Outcome.OK;
    }

    private Outcome show(Arguments arguments, Turn turn) {
        List<BenchmarkView> found = arguments
                .find("id")
                .map(id -> List.of(turn.gateway().call(Request.get(BENCHMARKS + "/" + id), BenchmarkView.class)))
                .orElseGet(() -> turn.gateway().list(Request.get(BENCHMARKS), BenchmarkView.class));
        if (found.isEmpty()) {
            return list(arguments, turn);
        }
        BenchmarkView benchmark = found.getFirst();
        turn.say(new Text("%s, %d rounds, from %s: %s. Ratios are to %s in the same round. Chart: GET %s/%s/chart.svg"
                .formatted(
                        benchmark.what(),
                        benchmark.rounds(),
                        benchmark.client(),
                        benchmark.state(),
                        benchmark.targets().getFirst(),
                        "/api/v1" + BENCHMARKS,
                        benchmark.id())));
        if (benchmark.presentResults().isEmpty()) {
            turn.say(new Text("Nothing is measured yet."));
            return Outcome.OK;
        }
        turn.say(new Table(
                List.of("step", "target", "median", "range", "n", "times as long"),
                benchmark.presentResults().stream()
                        .sorted(Comparator.comparing(BenchmarkView.Result::step))
                        .map(BenchmarkView.Result::row)
                        .toList()));
        return Outcome.OK;
    }

    private Outcome find(Arguments arguments, Turn turn) {
        Request request = Request.get(VolumePaths.of(arguments, turn) + "/files")
                .with("name", arguments.text("file"))
                .with("limit", arguments.text("limit"));
        FoundFilesView found = turn.gateway().call(request, FoundFilesView.class);
        if (found.items().isEmpty()) {
            turn.say(new Text("No file of %s is called %s (looked in %d ms)."
                    .formatted(arguments.text("name"), arguments.text("file"), found.tookMillis())));
            return Outcome.OK;
        }
        turn.say(new Table(
                List.of("path", "size"),
                found.items().stream()
                        .map(file -> List.of(file.path(), file.bytes() == null ? "-" : Amounts.bytes(file.bytes())))
                        .toList()));
        turn.say(new Text("%s in %d ms."
                .formatted(
                        found.truncated() ? "There are more; ask with limit:1000 or a narrower name. Found" : "Found",
                        found.tookMillis())));
        return Outcome.OK;
    }
}
