package org.vmc.launcher.keys;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.vmc.launcher.VmcHome;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./vmc token}: the administrator's API token, for curl and other clients; tokens for other users below it. */
@Command(
        name = "token",
        description = "Print the administrator's API token, or add, list and revoke those of users.",
        mixinStandardHelpOptions = true)
public final class TokenCommand implements Callable<Integer> {

    private final Supplier<Secrets> secrets;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    public TokenCommand() {
        this(() -> new Secrets(VmcHome.find().secrets()));
    }

    TokenCommand(Supplier<Secrets> secrets) {
        this.secrets = secrets;
    }

    /** As the gateway knows them. */
    enum Role {
        viewer,
        engineer,
        operator,
        admin
    }

    @Override
    public Integer call() {
        say(secrets.get().adminToken());
        return 0;
    }

    @Command(
            name = "add",
            mixinStandardHelpOptions = true,
            description = "Make a token for a user and print it; it is not kept and cannot be shown again.")
    int add(
            @Parameters(paramLabel = "NAME", description = "The user.") String user,
            @Option(
                            names = "--role",
                            required = true,
                            paramLabel = "ROLE",
                            description = "What the user may do: ${COMPLETION-CANDIDATES}.")
                    Role role,
            @Option(
                            names = "--team",
                            paramLabel = "TEAM",
                            defaultValue = TokensFile.NO_TEAM,
                            description = "The team that shares what the user owns; none by default.")
                    String team) {
        requireName(user, "NAME");
        if (!team.equals(TokensFile.NO_TEAM)) {
            requireName(team, "--team");
        }
        say(secrets.get().addToken(user, role.name(), team));
        return 0;
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "List whose tokens are valid.")
    int list() {
        List<TokensFile.Entry> entries = secrets.get().tokensKnown();
        say(row("user", "role", "team", "sha256", "expires"));
        entries.forEach(entry -> say(row(
                entry.user(),
                entry.role(),
                entry.team(),
                entry.shortHash(),
                entry.expires().isEmpty() ? "-" : entry.expires())));
        return 0;
    }

    @Command(
            name = "revoke",
            mixinStandardHelpOptions = true,
            description = "Make all tokens of a user invalid; the user admin gets a new one.")
    int revoke(@Parameters(paramLabel = "NAME", description = "The user.") String user) {
        int revoked = secrets.get().revokeTokens(user);
        if (revoked == 0) {
            spec.commandLine().getErr().println("There is no token of " + user + "; see ./vmc token list");
            return 1;
        }
        say("Revoked " + revoked + (revoked == 1 ? " token of " : " tokens of ") + user);
        return 0;
    }

    private void requireName(String text, String what) {
        if (!TokensFile.isName(text)) {
            throw new ParameterException(
                    spec.commandLine(),
                    what + ": 1 to 64 of letters, digits and . _ @ - that begin with a letter or digit");
        }
    }

    private void say(String line) {
        spec.commandLine().getOut().println(line);
    }

    private static String row(String user, String role, String team, String hash, String expires) {
        return "%-24s %-9s %-16s %-13s %s".formatted(user, role, team, hash, expires);
    }
}
