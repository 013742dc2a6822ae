package org.vmc.launcher.bench;

import picocli.CommandLine.Command;

/** {@code ./vmc bench NAME}: measurements, each a subcommand. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = "Measure something and compare it with what is wanted.",
        synopsisSubcommandLabel = "NAME",
        subcommands = {
            StartBench.class,
            BuildBench.class,
            LabBench.class,
            VmBench.class,
            StorageBench.class,
            PlacementBench.class,
            GatewayBench.class
        })
public final class BenchCommand {}
