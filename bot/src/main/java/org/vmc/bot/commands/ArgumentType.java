package org.vmc.bot.commands;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** What values an argument takes. */
public sealed interface ArgumentType {

    /** Name of a thing: letters, digits and inner hyphens, as the services accept it. */
    ArgumentType NAME = new Matching(
            "name", "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?", "lower-case letters, digits and inner hyphens, at most 63");

    /** Names of things, separated by commas. */
    ArgumentType NAMES = new Matching(
            "names",
            "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(,[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?){0,49}",
            "names separated by commas, for example db-1,cache-1");

    /** Name or address of a host. */
    ArgumentType HOST = new Matching(
            "host", "[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?", "a host name or an IPv4 address, for example h1");

    /** Key of a catalogue entry, for example {@code standard.small}. */
    ArgumentType KEY =
            new Matching("key", "[A-Za-z0-9]([A-Za-z0-9._-]{0,126}[A-Za-z0-9])?", "letters, digits, dots and hyphens");

    /** Amount of storage with its binary unit. */
    ArgumentType SIZE =
            new Matching("size", "[1-9][0-9]{0,6}[MGT](i?B)?", "a number and a unit, for example 512M or 1G");

    /** Length of time. */
    ArgumentType DURATION = new Matching(
            "duration",
            "([1-9][0-9]{0,5}[mhdw])|(P(?=.)([0-9]+D)?(T(?=.)([0-9]+H)?([0-9]+M)?([0-9]+S)?)?)",
            "for example 30m, 8h, 2d or PT8H");

    /** Time of day. */
    ArgumentType TIME =
            new Matching("time", "([01][0-9]|2[0-3]):[0-5][0-9]", "a time from 00:00 to 23:59, for example 08:00");

    /** Days of the week. */
    ArgumentType DAYS = new Matching(
            "days",
            "(?i)(MON|TUE|WED|THU|FRI|SAT|SUN)([,-](MON|TUE|WED|THU|FRI|SAT|SUN)){0,13}",
            "days, for example MON-FRI or SAT,SUN");

    /** Time zone. */
    ArgumentType ZONE =
            new Matching("zone", "[A-Za-z0-9_+:-]+(/[A-Za-z0-9_+-]+){0,2}", "a time zone, for example Europe/Prague");

    /** Id of an operation or a build. */
    ArgumentType ID = new Identity();

    /** Ids of operations, separated by commas. */
    ArgumentType IDS = new Matching(
            "ids",
            "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}(,[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}){0,49}",
            "ids as the list shows them, separated by commas");

    /** {@code true} or {@code false}; {@code yes} and {@code no} are understood. */
    ArgumentType FLAG = new Flag();

    /** Programs with their arguments, see {@link CommandLines}. */
    ArgumentType COMMANDS = new Programs(4000);

    /** Any text of one line. */
    ArgumentType TEXT = new Words(2000);

    /** Name in help. */
    String label();

    /** What is allowed, to end the sentence “it must be …”. */
    String allowed();

    /** The value in its normal form; empty when it is not allowed. */
    Optional<String> accept(String value);

    /** Values to offer; empty when there are too many to list. */
    default List<String> choices() {
        return List.of();
    }

    static ArgumentType choice(String... values) {
        return new Choice(List.of(values));
    }

    static ArgumentType whole(int least, int most) {
        return new Whole(least, most);
    }

    /** Text that matches a pattern as a whole. */
    record Matching(String label, String pattern, String allowed) implements ArgumentType {
        @Override
        public Optional<String> accept(String value) {
            return Pattern.matches(pattern, value) ? Optional.of(value) : Optional.empty();
        }
    }

    /** One of a few words. */
    record Choice(List<String> choices) implements ArgumentType {
        @Override
        public String label() {
            return String.join("|", choices);
        }

        @Override
        public String allowed() {
            return "one of " + String.join(", ", choices);
        }

        @Override
        public Optional<String> accept(String value) {
            return Optional.of(value.toLowerCase(Locale.ROOT)).filter(choices::contains);
        }
    }

    /** A whole number within bounds, both included. */
    record Whole(int least, int most) implements ArgumentType {
        @Override
        public String label() {
            return "number";
        }

        @Override
        public String allowed() {
            return "a whole number from " + least + " to " + most;
        }

        @Override
        public Optional<String> accept(String value) {
            if (!value.matches("[0-9]{1,9}")) {
                return Optional.empty();
            }
            int number = Integer.parseInt(value);
            return number < least || number > most ? Optional.empty() : Optional.of(String.valueOf(number));
        }
    }

    /** A UUID. */
    record Identity() implements ArgumentType {
        @Override
        public String label() {
            return "id";
        }

        @Override
        public String allowed() {
            return "an id as the list shows it, for example 0193b3a0-5c1e-7d3a-9a55-0c7e6b1f2a10";
        }

        @Override
        public Optional<String> accept(String value) {
            // UUID.fromString alone accepts shortened groups.
            if (value.length() != 36) {
                return Optional.empty();
            }
            try {
                return Optional.of(UUID.fromString(value).toString());
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        }
    }

    /** Yes or no. */
    record Flag() implements ArgumentType {
        @Override
        public String label() {
            return "true|false";
        }

        @Override
        public String allowed() {
            return "true or false";
        }

        @Override
        public Optional<String> accept(String value) {
            return switch (value.toLowerCase(Locale.ROOT)) {
                case "true", "yes" -> Optional.of("true");
                case "false", "no" -> Optional.of("false");
                default -> Optional.empty();
            };
        }

        @Override
        public List<String> choices() {
            return List.of("true", "false");
        }
    }

    /** Free text. */
    record Words(int mostCharacters) implements ArgumentType {
        @Override
        public String label() {
            return "text";
        }

        @Override
        public String allowed() {
            return "text of 1 to " + mostCharacters + " characters";
        }

        @Override
        public Optional<String> accept(String value) {
            boolean fits = !value.isBlank() && value.length() <= mostCharacters;
            return fits && value.chars().noneMatch(Character::isISOControl) ? Optional.of(value) : Optional.empty();
        }
    }

    /** Words, and {@code &&} between commands. */
    record Programs(int mostCharacters) implements ArgumentType {
        @Override
        public String label() {
            return "commands";
        }

        @Override
        public String allowed() {
            return "words as a shell reads them, && between commands, every quote closed";
        }

        @Override
        public Optional<String> accept(String value) {
            boolean fits = !value.isBlank()
                    && value.length() <= mostCharacters
                    && value.chars().noneMatch(Character::isISOControl);
            return fits && CommandLines.read(value).isPresent() ? Optional.of(value) : Optional.empty();
        }
    }
}
