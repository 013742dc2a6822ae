package org.vmc.storage.gluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class GlusterReplyTest {

    static List<Fixtures.Run> runs() {
        return Fixtures.runs();
    }

    @ParameterizedTest
    @MethodSource("runs")
    void readsEveryRecordedAnswer(Fixtures.Run run) {
        var reply = GlusterReply.read(run.exitStatus(), Fixtures.stdout(run.name()), Fixtures.stderr(run.name()));
        if (run.opRet().equals("0")) {
            assertThat(reply).isInstanceOf(GlusterReply.Done.class);
        } else if (!run.opRet().isEmpty()) {
            assertThat(reply).isInstanceOfSatisfying(GlusterReply.Refused.class, refused -> assertThat(refused.reason())
                    .startsWith(run.opErrstr()
                            .strip()
                            .substring(0, Math.min(20, run.opErrstr().strip().length()))));
        } else if (run.exitStatus() == 0) {
            assertThat(reply).isInstanceOf(GlusterReply.DonePlain.class);
        } else {
            assertThat(reply).isInstanceOfSatisfying(GlusterReply.Refused.class, refused -> assertThat(refused.reason())
                    .isNotBlank());
        }
    }

    @Test
    void refusesWithTheWordsOfGlusterAlthoughItExitsWithZero() {
        assertThat(GlusterReply.read(0, Fixtures.stdout("create-badhost"), ""))
                .isEqualTo(new GlusterReply.Refused("Host h9 is not in 'Peer in Cluster' state"));
    }

    @Test
    void refusesWithPlainTextOnEitherStream() {
        assertThat(GlusterReply.read(1, Fixtures.stdout("volume-status-2down"), ""))
                .isEqualTo(new GlusterReply.Refused("Error : Request timed out"));
        assertThat(GlusterReply.read(1, "", Fixtures.stderr("create-stripe")))
                .isEqualTo(new GlusterReply.Refused("Wrong brick type: stripe, use <HOSTNAME>:<export-dir-abs-path>"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<cliOutput><opRet>0</opRet>",
                "<html><opRet>0</opRet></html>",
                "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><cliOutput><opRet>0</opRet>&x;</cliOutput>",
                "<!DOCTYPE a [<!ENTITY x \"0\">]><cliOutput><opRet>&x;</opRet></cliOutput>",
                "<cliOutput/>",
                "",
            })
    void takesNothingElseForSuccess(String output) {
        assertThat(GlusterReply.read(0, output, "")).isInstanceOf(GlusterReply.Refused.class);
    }

    @Test
    void refusesADocumentThatIsAllDepth() {
        var deep = "<a>".repeat(100_000);
        assertThat(GlusterReply.read(0, deep, "")).isInstanceOf(GlusterReply.Refused.class);
    }

    @Test
    void knowsWhatIsWorthAnotherTry() {
        assertThat(new GlusterRefused("start v", "Another transaction is in progress for v. Please try again").isBusy())
                .isTrue();
        assertThat(new GlusterRefused("start v", "Volume v does not exist").isBusy())
                .isFalse();
    }
}
