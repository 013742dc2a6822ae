package org.vmc.http.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HttpStatusDocumentTest {
    private static final Path DOCUMENT = Path.of(System.getProperty("vmc.root", "../.."), "docs", "http-status.md");

    @ParameterizedTest
    @EnumSource(ProblemType.class)
    void everyTypeIsDocumentedWithItsStatus(ProblemType type) throws IOException {
        assertThat(Files.readString(DOCUMENT)).contains("| %d | `%s` |".formatted(type.status(), type.slug()));
    }
}
