package org.vmc.e2e.doors;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.vmc.e2e.stack.SmallStack;

/**
 * One stack of all parts for the tests that only knock at doors and change nothing; ends with the test run. A test
 * takes it as a parameter.
 */
final class Doors implements BeforeAllCallback, ParameterResolver {

    private static final Namespace OURS = Namespace.create(Doors.class);

    @Override
    public void beforeAll(ExtensionContext context) {
        stack(context);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == SmallStack.class;
    }

    @Override
    public SmallStack resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return stack(context);
    }

    /** Kept with the root of the run, which closes it. */
    private static SmallStack stack(ExtensionContext context) {
        return context.getRoot()
                .getStore(OURS)
                .computeIfAbsent(Running.class, key -> new Running(), Running.class)
                .stack;
    }

    private static final class Running implements AutoCloseable {

        private final Path directory;
        private final SmallStack stack;

        Running() {
            try {
                directory = Files.createTempDirectory("vmc-doors");
            } catch (IOException cause) {
                throw new UncheckedIOException(cause);
            }
            stack = SmallStack.start(directory, "vm-service", "storage-service", "build-service", "gateway", "bot");
        }

        @Override
        public void close() throws IOException {
            stack.close();
            try (var files = Files.walk(directory)) {
                files.sorted(Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
            }
        }
    }
}
