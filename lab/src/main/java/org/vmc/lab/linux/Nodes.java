package org.vmc.lab.linux;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/**
 * Starts nodes and finds those that run. Thread-safe: nodes may start in parallel.
 *
 * <p>A start has these phases; whatever fails, the node is killed and its veth and control groups are gone:
 *
 * <ol>
 *   <li>control groups are there, the launcher joins the system group and unshares the namespaces
 *   <li>the first process says its id, and mounts its root file system
 *   <li>its veth is plugged in, it is told so, takes its address and starts its daemons
 *   <li>it says "up": from here {@link Node#up} is complete
 * </ol>
 */
public final class Nodes {

    private static final Duration FIRST_WORD = Duration.ofSeconds(20);

    private final Commands commands;
    private final Scripts scripts;
    private final ControlGroups groups;
    private final Bridge bridge;
    private final Path images;

    /** @param images directory that {@link Scripts#buildImages} filled */
    public Nodes(Commands commands, Scripts scripts, ControlGroups groups, Bridge bridge, Path images) {
        this.commands = commands;
        this.scripts = scripts;
        this.groups = groups;
        this.bridge = bridge;
        this.images = images;
    }

    /** Starts a node and returns while it boots. Throws {@link CommandFailure} when it cannot even begin. */
    public Node start(NodeSpec spec) {
        groups.create(spec.groups().system());
        groups.create(spec.groups().work());
        groups.letAllUsersJoin(spec.groups().work());
        spec.disk().prepare(commands);
        // One that was killed left it, until the kernel takes it down by itself.
        bridge.unplug(spec.port());
        var process = launch(spec);
        try {
            var conversation = process.inputReader(StandardCharsets.UTF_8);
            long pid = firstWord(spec, conversation);
            bridge.plug(spec.port(), pid, spec.address());
            try (var stdin = process.outputWriter(StandardCharsets.UTF_8)) {
                stdin.write("go\n");
            }
            return new Node(spec, pid, process, up(spec, conversation), surroundings());
        } catch (IOException | RuntimeException e) {
            abandon(spec, process);
            throw new CommandFailure(
                    "Could not start node " + spec.name() + tail(spec.disk().log()), e);
        }
    }

    /** Arguments that run a program inside a node's namespaces and work group. */
    public List<String> enter(long pid, String workGroup, List<String> program) {
        var command = new ArrayList<>(List.of("/bin/sh", scripts.path("enter.sh"), String.valueOf(pid)));
        groups.directories(workGroup).values().forEach(directory -> command.add(directory.toString()));
        command.add("--");
        command.addAll(program);
        return command;
    }

    private Node.Surroundings surroundings() {
        return new Node.Surroundings(groups, bridge, commands);
    }

    private Process launch(NodeSpec spec) {
        try {
            return Commands.prepare(arguments(spec))
                    .redirectError(spec.disk().log().toFile())
                    .start();
        } catch (IOException e) {
            throw new CommandFailure("Could not launch node " + spec.name(), e);
        }
    }

    private List<String> arguments(NodeSpec spec) {
        var command = new ArrayList<>(List.of("/bin/sh", scripts.path("launch.sh")));
        groups.directories(spec.groups().system()).values().forEach(directory -> command.add(directory.toString()));
        command.addAll(List.of(
                "--",
                "/bin/sh",
                scripts.path("init.sh"),
                spec.disk().directory().toString(),
                Scripts.essentials(images) + ":" + root(spec),
                spec.image().map(image -> image.directory() + "/usr").orElse("/usr"),
                Bridge.withPrefix(spec.address()),
                spec.name(),
                spec.groups().work(),
                spec.groups().metrics()));
        groups.directories(ControlGroups.ALL)
                .forEach((controller, directory) ->
                        command.addAll(List.of("--groups", controller, directory.toString())));
        spec.bricks()
                .forEach(
                        brick -> command.addAll(List.of("--brick", brick.image().toString(), brick.mountPoint())));
        command.add("--");
        command.addAll(spec.bootArguments());
        return command;
    }

    private Path root(NodeSpec spec) {
        return spec.image().map(RootImage::directory).orElseGet(() -> Scripts.machineRoot(images));
    }

    private static long firstWord(NodeSpec spec, BufferedReader conversation) {
        var word = onThread(() -> conversation.readLine()).orTimeout(FIRST_WORD.toMillis(), TimeUnit.MILLISECONDS);
        var line = word.join();
        if (line == null || !line.startsWith("pid ")) {
            throw new CommandFailure("Node " + spec.name() + " ended before it said its process id");
        }
        return Long.parseLong(line.substring("pid ".length()));
    }

    private static CompletableFuture<Void> up(NodeSpec spec, BufferedReader conversation) {
        return onThread(() -> {
                    try (conversation) {
                        return conversation.readLine();
                    }
                })
                .thenAccept(line -> {
                    if (!"up".equals(line)) {
                        throw new CommandFailure("Node " + spec.name() + " did not boot"
                                + tail(spec.disk().log()));
                    }
                });
    }

    private void abandon(NodeSpec spec, Process process) {
        bridge.unplug(spec.port());
        process.destroyForcibly();
        process.onExit().join();
        Processes.killAll(groups, spec.groups().system());
        Processes.killAll(groups, spec.groups().work());
        groups.remove(spec.groups().system());
        groups.remove(spec.groups().work());
    }

    private static String tail(Path log) {
        try {
            var text = Files.exists(log) ? Files.readString(log).strip() : "";
            return text.isEmpty() ? "" : ": " + text.substring(Math.max(0, text.length() - 1000));
        } catch (IOException e) {
            return ": its log " + log + " cannot be read";
        }
    }

    private interface Reading<T> {
        T read() throws IOException;
    }

    private static <T> CompletableFuture<T> onThread(Reading<T> reading) {
        var answer = new CompletableFuture<T>();
        Thread.ofVirtual().start(() -> {
            try {
                answer.complete(reading.read());
            } catch (IOException e) {
                answer.completeExceptionally(new CompletionException(new UncheckedIOException(e)));
            }
        });
        return answer;
    }
}
