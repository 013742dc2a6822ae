package org.vmc.gateway.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vmc.gateway.testing.GatewayTest;
import org.vmc.gateway.testing.Surroundings;
import org.vmc.gateway.tokens.TokenHolders;
import org.vmc.gateway.tokens.TokenHolders.Found;

@GatewayTest
class SessionsTest {
    private record Limits(Optional<Path> file, Duration idle, Duration longest, int most) implements SessionsConfig {}

    private static final class SetClock extends Clock {
        private Instant now = Instant.now();

        private void pass(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    @TempDir
    Path directory;

    private final TokenHolders holders;
    private final SetClock clock = new SetClock();

    SessionsTest(TokenHolders holders) {
        this.holders = holders;
    }

    @Test
    void aSessionLastsWhileItIsUsedButNotForever() {
        var sessions = sessions(100);
        var cookie = sessions.begin(token());
        for (var minute = 0; minute < 110; minute += 10) {
            clock.pass(Duration.ofMinutes(10));
            assertThat(sessions.find(cookie)).isPresent();
        }
        clock.pass(Duration.ofMinutes(10));
        assertThat(sessions.find(cookie)).isEmpty();
    }

    @Test
    void anUnusedSessionEnds() {
        var sessions = sessions(100);
        var cookie = sessions.begin(token());
        clock.pass(Duration.ofMinutes(30));
        assertThat(sessions.find(cookie)).isEmpty();
        assertThat(sessions.all()).isEmpty();
    }

    @Test
    void theOneUnusedForLongestGivesWay() {
        var sessions = sessions(2);
        var first = sessions.begin(token());
        clock.pass(Duration.ofSeconds(1));
        var second = sessions.begin(token());
        clock.pass(Duration.ofSeconds(1));
        assertThat(sessions.find(first)).isPresent();
        clock.pass(Duration.ofSeconds(1));
        var third = sessions.begin(token());
        assertThat(sessions.find(first)).isPresent();
        assertThat(sessions.find(second)).isEmpty();
        assertThat(sessions.find(third)).isPresent();
    }

    @Test
    void sessionsOutliveARestart() throws Exception {
        var file = directory.resolve("sessions");
        var config = new Limits(Optional.of(file), Duration.ofMinutes(30), Duration.ofHours(2), 100);
        var before = new Sessions(config, holders, clock);
        var cookie = before.begin(token());
        new KeptSessions(before, config).write();
        Files.writeString(file, Files.readString(file) + "not a session\n");

        var after = new Sessions(config, holders, clock);
        var kept = new KeptSessions(after, config);
        kept.read();
        assertThat(after.find(cookie)).isPresent();
        after.end(cookie);
        kept.write();
        assertThat(Files.readString(file)).isEmpty();
    }

    private Sessions sessions(int most) {
        return new Sessions(
                new Limits(Optional.empty(), Duration.ofMinutes(30), Duration.ofHours(2), most), holders, clock);
    }

    private String token() {
        return ((Found.Valid) holders.find(Surroundings.ENGINEER)).sha256();
    }
}
