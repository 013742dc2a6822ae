package org.vmc.bot.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class WordsTest {

    @Test
    void splitsAtSpaces() {
        assertThat(texts("  /vm   create name:ci-1 ")).containsExactly("/vm", "create", "name:ci-1");
    }

    @Test
    void keepsSpacesInsideQuotes() {
        assertThat(texts("a:\"b c\" d:'e \"f' \"g h\"")).containsExactly("a:b c", "d:e \"f", "g h");
    }

    @Test
    void takesQuotesInsideWordsLiterally() {
        assertThat(texts("note:it's 5\"x")).containsExactly("note:it's", "5\"x");
    }

    @Test
    void plainsSmartQuotesAndDashes() {
        assertThat(texts("/vm\u00A0create name:\u201Cci\u20131\u201D \u2018x\u2019"))
                .containsExactly("/vm", "create", "name:ci-1", "x");
    }

    @Test
    void expandsNothing() {
        assertThat(texts("source:@/etc/passwd @/etc/passwd $HOME * ~ a\\b"))
                .containsExactly("source:@/etc/passwd", "@/etc/passwd", "$HOME", "*", "~", "a\\b");
    }

    @Test
    void keepsFurtherColons() {
        assertThat(texts("source:https://x/y.git?a=\"b")).containsExactly("source:https://x/y.git?a=\"b");
    }

    @Test
    void noticesAnOpenQuote() {
        assertThat(Words.of("a:\"b c").getLast().closed()).isFalse();
        assertThat(Words.of("a:\"").getLast()).isEqualTo(new Word("a:", 0, false));
    }

    @Test
    void readsAnEmptyQuoteAsAnEmptyValue() {
        assertThat(texts("a:\"\" b:")).containsExactly("a:", "b:");
    }

    private static List<String> texts(String line) {
        return Words.of(line).stream().map(Word::text).toList();
    }
}
