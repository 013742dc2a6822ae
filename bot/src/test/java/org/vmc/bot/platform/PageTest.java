package org.vmc.bot.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.vmc.bot.wire.ServerMessage;

class PageTest {

    private static final int MOST = 200;

    @Test
    void whatFitsIsOneTextAndNoFile() {
        Message message = new Page(new Plain())
                .text("a")
                .error(new ServerMessage.Error("", "wrong\nbadly", "go on"))
                .message(List.of(), true);

        assertThat(message.text()).isEqualTo("a\n*wrong*\n*badly*\ngo on");
        assertThat(message.file()).isNull();
    }

    @Test
    void whatDoesNotFitIsInTheFileWholeAndBeginsInTheText() {
        String rows = IntStream.range(0, 50).mapToObj(number -> "row " + number).collect(Collectors.joining("\n"));

        Message message =
                new Page(new Plain()).text("head").columns(rows).text("tail").message(List.of(), true);

        assertThat(message.text())
                .hasSizeLessThanOrEqualTo(MOST)
                .startsWith("head\n[row 0\nrow 1\n")
                .contains("]\n…");
        assertThat(Objects.requireNonNull(message.file()).content()).isEqualTo("head\n" + rows + "\ntail\n");
    }

    @Test
    void oneLineThatIsTooLongIsCut() {
        Message message = new Page(new Plain()).text("x".repeat(5000)).message(List.of(), true);

        assertThat(message.text()).hasSizeLessThanOrEqualTo(MOST).startsWith("xxx");
        assertThat(Objects.requireNonNull(message.file()).content()).hasSize(5001);
    }

    @Test
    void aMessageThatGoesOnChangingHasNoFile() {
        Message message = new Page(new Plain()).text("x\n".repeat(500)).message(List.of(), false);

        assertThat(message.text()).hasSizeLessThanOrEqualTo(MOST).endsWith("…");
        assertThat(message.file()).isNull();
    }

    /** Brackets around columns, stars around what is strong. */
    private record Plain() implements Markup {
        @Override
        public int mostCharacters() {
            return MOST;
        }

        @Override
        public String text(String plain) {
            return plain;
        }

        @Override
        public String strong(String plain) {
            return "*" + plain + "*";
        }

        @Override
        public String columns(String plain) {
            return "[" + plain + "]";
        }

        @Override
        public String typed(String plain) {
            return plain;
        }

        @Override
        public String user(ChatUser user) {
            return user.wireName();
        }
    }
}
