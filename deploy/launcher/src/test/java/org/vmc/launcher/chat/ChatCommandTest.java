package org.vmc.launcher.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vmc.launcher.VmcHome;
import org.vmc.launcher.keys.Secrets;
import picocli.CommandLine;

class ChatCommandTest {

    @TempDir
    Path directory;

    @Test
    void passesOnWhatTheClientUnderstands() {
        ChatOrder order = order("-c", "/whoami", "--token-file", "mine", "--url", "ws://h/chat");

        assertThat(order.arguments()).containsExactly("-c", "/whoami", "--token-file", "mine");
        assertThat(order.url()).isEqualTo("ws://h/chat");
    }

    @Test
    void isTheAdministratorWhenNobodyElseIsNamed() {
        assertThat(environment(Map.of(), order()))
                .containsEntry("VMC_TOKEN", new Secrets(home().secrets()).adminToken());
    }

    @Test
    void keepsTheTokenTheUserBrought() {
        assertThat(environment(Map.of("VMC_TOKEN", "mine"), order("-c", "/whoami")))
                .containsEntry("VMC_TOKEN", "mine");
    }

    @Test
    void leavesATokenFileToTheClient() {
        assertThat(environment(Map.of(), order("--token-file", "mine"))).doesNotContainKey("VMC_TOKEN");
    }

    @Test
    void doesNotShowAnotherBotTheAdministratorsToken() {
        assertThat(environment(Map.of(), order("--url", "ws://h/chat"))).doesNotContainKey("VMC_TOKEN");
    }

    private Map<String, String> environment(Map<String, String> before, ChatOrder order) {
        Map<String, String> environment = new HashMap<>(before);
        new ChatPrompt(home()).giveToken(environment, order);
        return environment;
    }

    private VmcHome home() {
        return new VmcHome(directory, directory);
    }

    private static ChatOrder order(String... arguments) {
        ChatCommand command = new ChatCommand();
        new CommandLine(command).parseArgs(arguments);
        return command.order();
    }
}
