package org.vmc.bot.build;

import static org.vmc.bot.commands.Argument.optional;
import static org.vmc.bot.commands.Argument.required;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.vmc.bot.commands.Argument;
import org.vmc.bot.commands.ArgumentType;
import org.vmc.bot.commands.Arguments;
import org.vmc.bot.commands.Command;
import org.vmc.bot.commands.CommandGroup;
import org.vmc.bot.commands.CommandLines;
import org.vmc.bot.commands.Outcome;
import org.vmc.bot.commands.Turn;
import org.vmc.bot.gateway.Named;
import org.vmc.bot.gateway.Request;
import org.vmc.bot.gateway.Role;
import org.vmc.bot.operations.Changes;
import org.vmc.bot.output.Table;
import org.vmc.bot.output.Text;

/** {@code /build recipe …}. */
@ApplicationScoped
class RecipeCommands implements CommandGroup {
    static final String PATH = "/build-recipes";

    /** Takes a part away, where leaving it out would leave it as it is. */
    private static final String NONE = "none";

    private static final List<String> NEXT = List.of("/build recipe list");
    private static final Argument NAME = required("name", ArgumentType.NAME, "name of the recipe")
            .suggestedBy(gateway -> Named.names(gateway, PATH));
    private static final List<Argument> PARTS = List.of(
            optional("description", ArgumentType.TEXT, "what it is for"),
            optional("configure", ArgumentType.COMMANDS, "commands before the clock starts, or none"),
            optional("build", ArgumentType.COMMANDS, "commands whose time counts; {cc} and {jobs} are filled in"),
            optional("test", ArgumentType.COMMANDS, "commands after the build, or none"),
            optional("artifacts", ArgumentType.COMMANDS, "path patterns of files to keep, or none"),
            optional("environment", ArgumentType.COMMANDS, "variables NAME=value, or none"),
            optional("programs", ArgumentType.COMMANDS, "further programs the builder must have, or none"),
            optional("directory", ArgumentType.TEXT, "where in the source the commands run"),
            optional("compiler", ArgumentType.KEY, "C compiler"),
            optional("cxx-compiler", ArgumentType.KEY, "C++ compiler"));

    private final Changes changes;

    RecipeCommands(Changes changes) {
        this.changes = changes;
    }

    @Override
    public List<Command> commands() {
        return List.of(
                Command.reading("build recipe list", "List the recipes builds can name", RecipeCommands::list)
                        .example("/build recipe list"),
                Command.reading("build recipe show", "Show a recipe with all its commands", RecipeCommands::show)
                        .with(NAME)
                        .example("/build recipe show name:cmake"),
                Command.changing(
                                "build recipe add",
                                Role.ENGINEER,
                                "Make a recipe from another, with other parts",
                                this::add)
                        .with(parts(
                                required("name", ArgumentType.NAME, "name the recipe gets"),
                                optional("from", ArgumentType.NAME, "recipe it is made from")
                                        .or("make")
                                        .suggestedBy(gateway -> Named.names(gateway, PATH))))
                        .example("/build recipe add name:firmware from:cmake test:\"ctest --test-dir build\""
                                + " artifacts:build/firmware.elf"),
                Command.changing(
                                "build recipe change",
                                Role.ENGINEER,
                                "Change parts of a recipe of yours; the others stay",
                                this::change)
                        .with(parts(NAME))
                        .example("/build recipe change name:firmware test:none"),
                Command.destroying("build recipe delete", Role.ENGINEER, "Delete a recipe of yours", this::delete)
                        .with(NAME)
                        .example("/build recipe delete name:firmware confirm:yes"));
    }

    private static Argument[] parts(Argument... first) {
        List<Argument> all = new ArrayList<>(List.of(first));
        all.addAll(PARTS);
        return all.toArray(Argument[]::new);
    }

    private static Outcome list(Arguments arguments, Turn turn) {
        List<RecipeView> recipes = turn.gateway().list(Request.get(PATH), RecipeView.class);
        turn.say(new Table(
                List.of("name", "made from", "owner", "description"),
                recipes.stream()
                        .map(recipe -> List.of(
                                recipe.name(),
                                recipe.builtIn() ? "built in" : orDash(recipe.basedOn()),
                                orDash(recipe.owner()),
                                orDash(recipe.description())))
                        .toList()));
        return Outcome.OK;
    }

    private static Outcome show(Arguments arguments, Turn turn) {
        RecipeView recipe = turn.gateway().call(Request.get(PATH + "/" + arguments.text("name")), RecipeView.class);
        Map<String, String> environment = recipe.environment() == null ? Map.of() : recipe.environment();
        turn.say(new Table(
                List.of("part", "value"),
                List.of(
                        List.of("name", recipe.name()),
                        List.of("made from", recipe.builtIn() ? "built in" : orDash(recipe.basedOn())),
                        List.of("owner", orDash(recipe.owner())),
                        List.of("description", orDash(recipe.description())),
                        List.of("directory", orDash(recipe.directory())),
                        List.of("configure", orDash(RecipeView.typed(recipe.configure()))),
                        List.of("build", orDash(RecipeView.typed(recipe.build()))),
                        List.of("test", orDash(RecipeView.typed(recipe.test()))),
                        List.of("artifacts", orDash(RecipeView.words(recipe.artifacts()))),
                        List.of(
                                "environment",
                                orDash(RecipeView.words(environment.entrySet().stream()
                                        .map(variable -> variable.getKey() + "=" + variable.getValue())
                                        .sorted()
                                        .toList()))),
                        List.of("programs", orDash(RecipeView.words(recipe.programs()))),
                        List.of("compilers", orDash(recipe.compiler()) + ", " + orDash(recipe.cxxCompiler())))));
        turn.say(new Text("Next: /build run recipe:" + recipe.name() + " source:…"));
        return Outcome.OK;
    }

    private Outcome add(Arguments arguments, Turn turn) {
        Map<String, Object> recipe = overrides(arguments);
        recipe.put("from", arguments.text("from"));
        Map<String, Object> body = body(arguments, recipe);
        body.put("name", arguments.text("name"));
        return changes.change(
                arguments,
                turn,
                Request.post(PATH, body),
                _ -> List.of("/build run recipe:" + arguments.text("name") + " source:…"));
    }

    private Outcome change(Arguments arguments, Turn turn) {
        Map<String, Object> recipe = overrides(arguments);
        return changes.change(
                arguments,
                turn,
                Request.patch(PATH + "/" + arguments.text("name"), body(arguments, recipe)),
                _ -> List.of("/build recipe show name:" + arguments.text("name")));
    }

    private Outcome delete(Arguments arguments, Turn turn) {
        String name = arguments.text("name");
        return changes.destroy(arguments, turn, Request.delete(PATH + "/" + name), "the recipe " + name, _ -> NEXT);
    }

    private static Map<String, Object> body(Arguments arguments, Map<String, Object> recipe) {
        Map<String, Object> body = new LinkedHashMap<>();
        arguments.find("description").ifPresent(text -> body.put("description", text));
        if (!recipe.isEmpty()) {
            body.put("recipe", recipe);
        }
        return body;
    }

    private static Map<String, Object> overrides(Arguments arguments) {
        Map<String, Object> recipe = new LinkedHashMap<>();
        for (String part : List.of("configure", "build", "test")) {
            commands(arguments, part).ifPresent(commands -> recipe.put(part, commands));
        }
        for (String part : List.of("artifacts", "programs")) {
            words(arguments, part).ifPresent(words -> recipe.put(part, words));
        }
        words(arguments, "environment").ifPresent(words -> recipe.put("environment", variables(words)));
        arguments.find("directory").ifPresent(directory -> recipe.put("directory", directory));
        arguments.find("compiler").ifPresent(compiler -> recipe.put("compiler", compiler));
        arguments.find("cxx-compiler").ifPresent(compiler -> recipe.put("cxxCompiler", compiler));
        return recipe;
    }

    private static Optional<List<List<String>>> commands(Arguments arguments, String part) {
        return arguments
                .find(part)
                .map(text -> text.equals(NONE)
                        ? List.<List<String>>of()
                        : CommandLines.read(text).orElseThrow());
    }

    private static Optional<List<String>> words(Arguments arguments, String part) {
        return commands(arguments, part)
                .map(commands -> commands.stream().flatMap(List::stream).toList());
    }

    private static Map<String, String> variables(List<String> words) {
        Map<String, String> variables = new LinkedHashMap<>();
        for (String word : words) {
            int equals = word.indexOf('=');
            variables.put(equals < 0 ? word : word.substring(0, equals), equals < 0 ? "" : word.substring(equals + 1));
        }
        return variables;
    }

    private static String orDash(@Nullable String text) {
        return text == null || text.isEmpty() ? "-" : text;
    }
}
