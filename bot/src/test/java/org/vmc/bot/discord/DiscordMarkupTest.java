package org.vmc.bot.discord;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiscordMarkupTest {

    private final DiscordMarkup markup = new DiscordMarkup();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "plain text, 5.4 GiB (h2)|plain text, 5.4 GiB \\(h2\\)",
                "/vm show name:ci-1|/vm show name:ci-1",
                "@everyone <@1> <#2> <@&3>|\\@everyone \\<\\@1\\> \\<\\#2\\> \\<\\@&3\\>",
                "**b** _i_ ~~s~~ `c`|\\*\\*b\\*\\* \\_i\\_ \\~\\~s\\~\\~ \\`c\\`",
                "[a](https://evil)|\\[a\\]\\(https\\://evil\\)",
                "- list|\\- list",
                "1. list|1\\. list",
                "# head|\\# head",
                "back\\slash|back\\\\slash"
            })
    void nothingInPlainTextMeansAnything(String plain, String written) {
        assertThat(markup.text(plain)).isEqualTo(written);
    }

    @Test
    void codeCannotBeLeft() {
        assertThat(markup.columns("a```\n@everyone")).isEqualTo("```\na\u02CB\u02CB\u02CB\n@everyone\n```");
        assertThat(markup.typed("a`b\nc")).isEqualTo("`a\u02CBb c`");
    }
}
