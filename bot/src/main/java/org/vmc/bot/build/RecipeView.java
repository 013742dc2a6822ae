package org.vmc.bot.build;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The bot's view of a recipe. */
record RecipeView(
        String name,
        @Nullable String description,
        boolean builtIn,
        @Nullable String basedOn,
        @Nullable String owner,
        @Nullable String directory,
        @Nullable List<List<String>> configure,
        @Nullable List<List<String>> build,
        @Nullable List<List<String>> test,
        @Nullable Map<String, String> environment,
        @Nullable List<String> artifacts,
        @Nullable String compiler,
        @Nullable String cxxCompiler,
        @Nullable List<String> programs) {

    /** Commands as they are typed. */
    static String typed(@Nullable List<List<String>> commands) {
        return commands == null
                ? ""
                : String.join(" && ", commands.stream().map(RecipeView::words).toList());
    }

    /** Words as they are typed. */
    static String words(@Nullable List<String> words) {
        return words == null
                ? ""
                : String.join(" ", words.stream().map(RecipeView::quoted).toList());
    }

    private static String quoted(String word) {
        if (!word.isEmpty() && word.chars().noneMatch(c -> c == ' ' || c == '\'' || c == '"')) {
            return word;
        }
        return word.contains("'") ? '"' + word + '"' : "'" + word + "'";
    }
}
