package org.vmc.bot.slack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What a Slack app must be allowed for the bot, to be pasted where Slack makes apps. */
class SlackManifestTest {

    private static final Path DOCUMENT =
            Path.of(System.getProperty("vmc.root", "..")).resolve("docs/slack-app-manifest.yaml");

    @Test
    void theManifestIsCommitted() throws IOException {
        String expected = """
                # Generated; regenerate: mvn -pl bot test -Dtest=SlackManifestTest -Dvmc.regenerate=true
                display_information:
                  name: VMC
                  description: The cluster in a chat
                features:
                  app_home:
                    messages_tab_enabled: true
                    messages_tab_read_only_enabled: true
                  bot_user:
                    display_name: vmc
                    always_online: true
                  slash_commands:
                    - command: %s
                      description: Say a command to the cluster
                      usage_hint: "help"
                      should_escape: false
                oauth_config:
                  scopes:
                    bot:
                %s
                settings:
                  interactivity:
                    is_enabled: true
                  socket_mode_enabled: true
                  token_rotation_enabled: false
                """.formatted(
                        SlackPlatform.COMMAND,
                        String.join(
                                "\n",
                                SlackPlatform.SCOPES.stream()
                                        .map(scope -> "      - " + scope)
                                        .toList()));
        if (Boolean.getBoolean("vmc.regenerate")) {
            Files.writeString(DOCUMENT, expected);
        }
        assertThat(Files.isRegularFile(DOCUMENT) ? Files.readString(DOCUMENT) : "")
                .isEqualTo(expected);
    }
}
