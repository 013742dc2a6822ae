package org.vmc.build.builders;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import org.vmc.build.hosts.HostAccess;
import org.vmc.build.hosts.Script;
import org.vmc.build.recipes.Commands;
import org.vmc.build.trust.Recheck;
import org.vmc.ssh.Command;
import org.vmc.ssh.Target;

/**
 * The directory of one build on its builder, {@code SCRATCH/BUILD-ID}, readable by the builder's account alone. All
 * builds there have the same account: what keeps them from each other is that a builder runs one at a time, and that
 * processes and workspace of a build end with it. A process that sheds session and environment at once escapes that.
 *
 * <pre>
 * archive    the source as uploaded, until it is unpacked
 * ccache     what ccache keeps; ccache.tar on its way from and to the service
 * source     the tree that is built
 * home       HOME of the commands
 * control    commands, environment, log, process id, exit status, times, logs of distcc and ccache, locks
 * </pre>
 *
 * <p>Every method may be called again after it was interrupted at any point. The commands run detached from us: a
 * service that restarts asks {@link #state} and goes on following.
 */
public final class Workspace {
    private static final Script PREPARE = Script.named("prepare");
    private static final Script UNPACK = Script.named("unpack");
    private static final Script RUN = Script.named("run");
    private static final Script CALL_COMPILER = Script.named("vmc-cc");
    private static final Script START = Script.named("start");
    private static final Script STATE = Script.named("state");
    private static final Script FOLLOW = Script.named("follow");
    private static final Script KILL = Script.named("kill");
    private static final Script FILES = Script.named("files");
    private static final Script MATCHING_LINES = Script.named("matching-lines");
    private static final Script UNPACK_CACHE = Script.named("unpack-cache");
    private static final Script PACK_CACHE = Script.named("pack-cache");
    private static final Script RECHECK = Script.named("recheck");
    private static final Script REACHES = Script.named("reaches");
    /** The program by which the commands call compilers: {@code vmc-cc gcc}. */
    public static final String COMPILER_CALL = "vmc-cc";

    /** Variable that names the program by which compilations are looked up before they are made. */
    public static final String CACHE = "VMC_CACHE";

    private static final Duration TRANSFER = Duration.ofMinutes(10);
    private static final Duration LONG_RECHECK = Duration.ofMinutes(110);
    private static final Duration LONG_COMMAND = Duration.ofMinutes(10);
    private static final String SEARCH_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private final HostAccess access;
    private final Target builder;
    private final String directory;

    public Workspace(HostAccess access, Builder builder, String scratch, UUID buildId) {
        this.access = access;
        this.builder = builder.account();
        this.directory = scratch + "/" + buildId;
    }

    /** Where the tree is built, an absolute path on the builder. */
    public String sourceDirectory() {
        return directory + "/source";
    }

    /** distcc's log on the builder. */
    public String dispatchLog() {
        return directory + "/control/distcc.log";
    }

    /** Where distcc keeps the locks of this build. */
    public String dispatchState() {
        return directory + "/control/distcc";
    }

    /** Where ccache keeps its results during the build. */
    public String cacheDirectory() {
        return directory + "/ccache";
    }

    /** Where ccache notes what became of each call. */
    public String cacheEvents() {
        return directory + "/control/ccache.events";
    }

    /** Brings the source to the builder and unpacks it, unless it is there; fails when it is larger than allowed. */
    public void unpack(Path archive, String sha256, long maxUnpackedBytes) throws InterruptedException {
        access.run(builder, PREPARE.callReading("", directory), "make the workspace");
        access.upload(builder, archive, directory + "/archive", TRANSFER, "upload the source");
        access.run(
                builder,
                UNPACK.call(directory, sha256, Long.toString(maxUnpackedBytes)).within(LONG_COMMAND),
                "unpack the source");
    }

    /**
     * Writes down what is to run. Has no effect on commands that were started.
     *
     * @param launcher put before the compiler, such as {@code distcc}; empty for none
     */
    public void prepare(Commands commands, String launcher, Map<String, String> environment)
            throws InterruptedException {
        var files = new StringBuilder();
        files.append(line("600", "control/run.sh", RUN.text()));
        files.append(line("700", "control/bin/" + COMPILER_CALL, CALL_COMPILER.text()));
        files.append(line("600", "control/environment", terminated(environment(commands, launcher, environment))));
        appendCommands(files, "configure", commands.configure());
        appendCommands(files, "build", commands.build());
        appendCommands(files, "test", commands.test());
        access.run(builder, PREPARE.callReading(files.toString(), directory), "write down the build's commands");
    }

    private static void appendCommands(StringBuilder files, String phase, List<List<String>> commands) {
        for (var i = 0; i < commands.size(); i++) {
            files.append(line("600", "control/%s/%02d".formatted(phase, i), terminated(commands.get(i))));
        }
    }

    private static String line(String mode, String path, String content) {
        var encoded = Base64.getEncoder().encodeToString(content.getBytes(StandardCharsets.UTF_8));
        return "%s %s %s\n".formatted(mode, path, encoded);
    }

    private static String terminated(List<String> texts) {
        return String.join("\0", texts) + "\0";
    }

    /** All that the commands find in their environment: two builds of a source must not differ by where they ran. */
    private List<String> environment(Commands commands, String launcher, Map<String, String> more) {
        var all = new TreeMap<String, String>();
        all.put("HOME", directory + "/home");
        all.put("LC_ALL", "C.UTF-8");
        all.put("TZ", "UTC");
        // 2000-01-01: what compilers and archivers write instead of the time of the build.
        all.put("SOURCE_DATE_EPOCH", "946684800");
        all.putAll(commands.environment());
        all.putAll(more);
        all.put("PATH", directory + "/control/bin:" + commands.environment().getOrDefault("PATH", SEARCH_PATH));
        all.put("VMC_LAUNCHER", launcher);
        all.put("VMC_SOURCE", sourceDirectory());
        all.put("VMC_WORKSPACE", directory);
        var entries = new ArrayList<String>();
        all.forEach((name, value) -> entries.add(name + "=" + value));
        return entries;
    }

    /**
     * Starts the prepared commands, unless they were started before.
     *
     * @param maxFileBytes greatest size of a file they write
     */
    public void start(String sourceSubdirectory, int nice, String compiler, long maxFileBytes)
            throws InterruptedException {
        access.run(
                builder,
                START.call(
                        directory,
                        sourceSubdirectory,
                        Integer.toString(nice),
                        compiler,
                        Long.toString(maxFileBytes / 1024)),
                "start the build");
    }

    public RunState state() throws InterruptedException {
        return RunState.parse(access.run(builder, STATE.call(directory), "ask how the build stands"));
    }

    /**
     * Reads the log of the started commands from its beginning, as it grows, until they end.
     *
     * @param lines gets each line without its end
     */
    public void follow(Duration limit, Consumer<String> lines) throws InterruptedException {
        access.stream(builder, FOLLOW.call(directory).within(limit), "read the build's log", lines);
    }

    /** Ends whatever runs for this build on the builder. */
    public void kill() throws InterruptedException {
        access.run(builder, KILL.call(directory), "end the build's processes");
    }

    /** The files that match, by path. */
    public List<BuiltFile> files(List<String> namePatterns, List<String> pathPatterns) throws InterruptedException {
        var arguments = new ArrayList<String>();
        arguments.add(sourceDirectory());
        arguments.addAll(namePatterns);
        arguments.add("--");
        arguments.addAll(pathPatterns);
        var lines = new ArrayList<String>();
        access.stream(
                builder, FILES.call(arguments).within(LONG_COMMAND), "list the files that were built", lines::add);
        return BuiltFile.parse(lines);
    }

    /** Copies a file that was built. */
    public void read(BuiltFile file, OutputStream sink) throws InterruptedException {
        access.download(builder, sourceDirectory() + "/" + file.path(), sink, TRANSFER, "fetch " + file.path());
    }

    /** The lines of distcc's log that match an extended regular expression; none for a local build. */
    public List<String> dispatchLines(String expression) throws InterruptedException {
        return lines(dispatchLog(), expression, "read distcc's log");
    }

    /** The events that ccache noted and that match an extended regular expression; none without a cache. */
    public List<String> cacheLines(String expression) throws InterruptedException {
        return lines(cacheEvents(), expression, "read what ccache did");
    }

    private List<String> lines(String file, String expression, String what) throws InterruptedException {
        var lines = new ArrayList<String>();
        access.stream(builder, MATCHING_LINES.call(file, expression).within(LONG_COMMAND), what, lines::add);
        return lines;
    }

    /**
     * Compiles files again that workers compiled, and compares.
     *
     * @param filesAndHosts a file and the {@code ADDRESS:PORT} of its worker in turn
     * @param most how many at most; those named beyond stand in for what cannot be compiled again
     */
    public List<Recheck> recheck(List<String> filesAndHosts, int most) throws InterruptedException {
        var call = RECHECK.callReading(terminated(filesAndHosts), directory, Integer.toString(most));
        var lines = new ArrayList<String>();
        access.stream(builder, call.within(LONG_RECHECK), "compile again what workers compiled", lines::add);
        return Recheck.parse(lines);
    }

    /** Brings what earlier builds kept, unless it is there; to be called before the commands are started. */
    public void unpackCache(Path archive) throws InterruptedException {
        access.upload(builder, archive, directory + "/ccache.tar", TRANSFER, "upload the compiler cache");
        access.run(builder, UNPACK_CACHE.call(directory).within(LONG_COMMAND), "unpack the compiler cache");
    }

    /** Writes the cache as the commands have left it; fails when it is larger than allowed. */
    public void packCache(long maxBytes, OutputStream sink) throws InterruptedException {
        access.run(
                builder,
                PACK_CACHE.call(directory, Long.toString(maxBytes)).within(LONG_COMMAND),
                "pack the compiler cache");
        access.download(builder, directory + "/ccache.tar", sink, TRANSFER, "fetch the compiler cache");
    }

    /** Whether the builder gets through to that port. */
    public boolean reaches(String address, int port) throws InterruptedException {
        var answer = access.run(builder, REACHES.call(address, Integer.toString(port)), "reach " + address);
        return answer.strip().equals("yes");
    }

    /** Removes all of it. */
    public void remove() throws InterruptedException {
        access.run(builder, Command.of("rm", "-rf", "--", directory).within(LONG_COMMAND), "remove the workspace");
    }
}
