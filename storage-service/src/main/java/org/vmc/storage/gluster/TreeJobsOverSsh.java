package org.vmc.storage.gluster;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** {@link TreeJobs} by small constant scripts. */
@ApplicationScoped
class TreeJobsOverSsh implements TreeJobs {

    /** Beside the reading of what is there: a look waits that long for what is quick. */
    private static final Duration FIRST_LOOK = Duration.ofSeconds(5);
    /** A million small files. */
    private static final Duration REMOVAL = Duration.ofMinutes(10);

    private final SshHosts hosts;
    private final String directory;
    private final String brickRoot;
    private final Duration readTimeout;
    private final Duration changeTimeout;

    TreeJobsOverSsh(SshHosts hosts, GlusterConfig config) {
        this.hosts = hosts;
        this.directory = config.benchmarkDirectory();
        this.brickRoot = config.brickRoot();
        this.readTimeout = config.readTimeout();
        this.changeTimeout = config.changeTimeout();
    }

    @Override
    public TreeJob.State look(String host, Tree tree, TreeJob job) {
        var place = job.place();
        var said = hosts.script(
                        "%s on %s".formatted(job.id(), host),
                        host,
                        readTimeout.plus(FIRST_LOOK),
                        TreeScripts.LOOK,
                        TreeScripts.WORK,
                        own(tree),
                        job.id(),
                        job.action().wireName(),
                        place.kind().wireName(),
                        place.server(),
                        place.volume(),
                        tree.directory(),
                        String.valueOf(tree.directories()),
                        String.valueOf(tree.files()),
                        String.valueOf(tree.bytes()),
                        brickRoot,
                        tree.lastFile())
                .text()
                .strip();
        var words = said.split(" ", 2);
        return switch (words[0]) {
            case "running" -> new TreeJob.State.Running(Integer.parseInt(words[1]));
            case "done" -> new TreeJob.State.Done(Long.parseLong(words[1]));
            case "failed" -> new TreeJob.State.Failed(words.length > 1 ? words[1] : "it did not say why");
            default -> throw new IllegalStateException("an unknown state: " + said);
        };
    }

    @Override
    public void stop(String host, Tree tree) {
        hosts.script("stop the benchmark on " + host, host, changeTimeout, TreeScripts.STOP, own(tree));
    }

    @Override
    public void clear(String host, Tree tree) {
        hosts.script(
                "clear up after the benchmark on " + host,
                host,
                REMOVAL,
                TreeScripts.CLEAR,
                own(tree),
                brickRoot,
                tree.directory());
    }

    private String own(Tree tree) {
        return directory + "/" + tree.id();
    }
}
