package org.vmc.build.sources;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourceSpecTest {
    private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";
    private static final String DIGEST = COMMIT + "0123456789abcdef01234567";

    @Test
    void readsTheFourForms() {
        assertThat(spec("lua-5.4")).isEqualTo(new SourceSpec.Named("lua-5.4"));
        assertThat(spec("git+https://example.org/a/b.git#" + COMMIT))
                .isEqualTo(new SourceSpec.Git(URI.create("https://example.org/a/b.git"), COMMIT));
        assertThat(spec("https://example.org/a.tar.gz#sha256=" + DIGEST))
                .isEqualTo(new SourceSpec.Tarball(URI.create("https://example.org/a.tar.gz"), DIGEST));
        assertThat(spec("/srv/code")).isEqualTo(new SourceSpec.LocalTree(Path.of("/srv/code")));
    }

    @Test
    void pathsAreNormalised() {
        assertThat(spec("/srv/code/../secret")).isEqualTo(new SourceSpec.LocalTree(Path.of("/srv/secret")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lua-5.4",
                "git+https://example.org/a/b.git#" + COMMIT,
                "https://example.org/a.tar.gz#sha256=" + DIGEST,
                "/srv/code"
            })
    void theTextReadsBackToTheSame(String text) {
        assertThat(spec(text).text()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "git+https://example.org/a.git",
                "git+https://example.org/a.git#main",
                "git+https://user:secret@example.org/a.git#" + COMMIT,
                "git+ext::sh -c id#" + COMMIT,
                "git+file:///etc#" + COMMIT,
                "git+ssh://example.org/a.git#" + COMMIT,
                "https://example.org/a.tar.gz",
                "https://example.org/a.tar.gz#sha256=abc",
                "file:///etc/passwd#sha256=" + DIGEST,
                "ftp://example.org/a.tar.gz#sha256=" + DIGEST,
                "Lua 5.4",
                "../lua",
                "$(id)",
                ""
            })
    void refusesWhatIsNotPinnedOrNotFromTheWeb(String text) {
        assertThat(SourceSpec.read(text)).isInstanceOf(SourceSpec.Reading.Invalid.class);
    }

    private static SourceSpec spec(String text) {
        assertThat(SourceSpec.read(text)).isInstanceOf(SourceSpec.Reading.Valid.class);
        return ((SourceSpec.Reading.Valid) SourceSpec.read(text)).spec();
    }

    @Test
    void theRevisionsOfASourceHaveTheirLineageInCommon() {
        var commit = new SourceSpec.Git(URI.create("https://host/lua.git"), "0123456789012345678901234567890123456789");

        assertThat(commit.lineage()).isEqualTo("git+https://host/lua.git");
        assertThat(new SourceSpec.Named("lua-5.4").lineage()).isEqualTo("lua-5.4");
        assertThat(new SourceSpec.LocalTree(Path.of("/src/lua")).lineage()).isEqualTo("/src/lua");
    }
}
