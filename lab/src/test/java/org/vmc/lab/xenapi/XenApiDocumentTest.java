package org.vmc.lab.xenapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.vmc.lab.guests.SimulatedGuests;
import org.vmc.lab.xenapi.model.Declaration;
import org.vmc.lab.xenapi.model.Message;

/** What the server has, and the document that says so. */
class XenApiDocumentTest {

    private static final Path DOCUMENT =
            Path.of(System.getProperty("vmc.root", "..")).resolve("docs/lab-xenapi.md");

    private final XenApiServer server =
            XenApiServer.start(XenApiConfig.fast(), new SimulatedGuests(Duration.ZERO, InstantSource.system()));

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void the_committed_document_is_the_generated_one() throws IOException {
        var generated = new XenApiDocument(Declaration.load(), server.implemented()).text();
        if (Boolean.getBoolean("vmc.regenerate")) {
            Files.writeString(DOCUMENT, generated);
        }

        assertThat(DOCUMENT).exists();
        assertThat(Files.readString(DOCUMENT))
                .as("docs/lab-xenapi.md does not say what the server has; regenerate it with: "
                        + XenApiDocument.COMMAND)
                .isEqualTo(generated);
    }

    @Test
    void every_message_that_follows_from_fields_is_answered() {
        assertThat(Declaration.load().messages())
                .filteredOn(message -> message.kind() == Message.Kind.IMPLICIT || message.kind() == Message.Kind.WRITE)
                .extracting(Message::fullName)
                .isSubsetOf(server.implemented());
    }

    @Test
    void a_declared_message_without_an_answer_says_so_whatever_its_parameters() {
        var client = new XapiClient(server);

        for (var message : Declaration.load().messages()) {
            if (message.kind() == Message.Kind.NAMED) {
                assertThat(client.post(
                                        "/jsonrpc",
                                        "application/json",
                                        "{\"id\":1,\"method\":\"" + message.fullName() + "\",\"params\":[1,[],{}]}")
                                .body())
                        .contains("\"NOT_IMPLEMENTED\",\"" + message.fullName() + "\"");
            }
        }
        assertThat(server.implemented()).doesNotContainAnyElementsOf(List.of("VM.csvm", "host.tickle_heartbeat"));
    }
}
