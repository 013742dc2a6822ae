package org.vmc.http.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.jwt.auth.principal.DefaultJWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipalFactory;
import io.smallrye.jwt.auth.principal.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.junit.jupiter.api.Test;

class RememberedTokensTest {

    private static final JWTAuthContextInfo SETTINGS = new JWTAuthContextInfo();
    private static final Duration LIFETIME = Duration.ofSeconds(60);

    private final Hands now = new Hands();
    private final Checking checking = new Checking();
    private final RememberedTokens tokens = new RememberedTokens(checking, now);

    @Test
    void aTokenIsCheckedOnce() throws ParseException {
        var first = tokens.parse("ana's", SETTINGS);

        assertThat(tokens.parse("ana's", SETTINGS)).isSameAs(first);
        assertThat(checking.checked).containsExactly("ana's");
    }

    @Test
    void anotherTokenIsCheckedToo() throws ParseException {
        tokens.parse("ana's", SETTINGS);
        tokens.parse("ana'S", SETTINGS);

        assertThat(checking.checked).containsExactly("ana's", "ana'S");
    }

    @Test
    void aRefusalIsNotRemembered() {
        for (int turn = 1; turn <= 2; turn++) {
            assertThatThrownBy(() -> tokens.parse("bad", SETTINGS)).isInstanceOf(ParseException.class);
        }

        assertThat(checking.checked).containsExactly("bad", "bad");
    }

    @Test
    void anExpiredTokenIsCheckedAgain() throws ParseException {
        tokens.parse("ana's", SETTINGS);
        now.move(LIFETIME);

        tokens.parse("ana's", SETTINGS);
        tokens.parse("ana's", SETTINGS);

        assertThat(checking.checked).hasSize(3);
    }

    @Test
    void noMoreAreRememberedThanFit() throws ParseException {
        for (int number = 0; number <= RememberedTokens.MOST; number++) {
            tokens.parse("of caller " + number, SETTINGS);
        }

        tokens.parse("of caller 0", SETTINGS);

        assertThat(checking.checked).hasSize(RememberedTokens.MOST + 2);
    }

    /** Takes every token but one, and remembers which it was shown. Each expires when the first ones do. */
    private static final class Checking extends JWTCallerPrincipalFactory {

        private final List<String> checked = new ArrayList<>();

        @Override
        public JWTCallerPrincipal parse(String token, JWTAuthContextInfo settings) throws ParseException {
            checked.add(token);
            if (token.equals("bad")) {
                throw new ParseException("The signature is wrong");
            }
            var claims = new JwtClaims();
            claims.setExpirationTime(NumericDate.fromSeconds(LIFETIME.toSeconds()));
            return new DefaultJWTCallerPrincipal(token, "JWT", claims);
        }
    }

    /** A clock that is moved by hand. */
    private static final class Hands extends Clock {

        private Instant instant = Instant.EPOCH;

        void move(Duration by) {
            instant = instant.plus(by);
        }

        @Override
        public Instant instant() {
            return instant;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }
}
