package org.vmc.testing;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.LifecycleMethodExecutionExceptionHandler;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.opentest4j.TestAbortedException;

/**
 * Makes a test fail that would be skipped because this machine lacks something, when the environment variable
 * {@value #VARIABLE} is 1: where everything is promised to be there, a suite must not vanish unseen. JUnit finds it by
 * itself in every module that has this one on its test class path.
 */
public final class NothingIsSkipped implements TestExecutionExceptionHandler, LifecycleMethodExecutionExceptionHandler {

    static final String VARIABLE = "VMC_REQUIRE_ALL";

    private final boolean everythingIsRequired;

    /** As the environment says. */
    public NothingIsSkipped() {
        this("1".equals(System.getenv(VARIABLE)));
    }

    NothingIsSkipped(boolean everythingIsRequired) {
        this.everythingIsRequired = everythingIsRequired;
    }

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable thrown) throws Throwable {
        throw judged(thrown);
    }

    @Override
    public void handleBeforeAllMethodExecutionException(ExtensionContext context, Throwable thrown) throws Throwable {
        throw judged(thrown);
    }

    @Override
    public void handleBeforeEachMethodExecutionException(ExtensionContext context, Throwable thrown) throws Throwable {
        throw judged(thrown);
    }

    Throwable judged(Throwable thrown) {
        if (!everythingIsRequired || !(thrown instanceof TestAbortedException)) {
            return thrown;
        }
        return new AssertionError("Skipped although " + VARIABLE + "=1: " + thrown.getMessage(), thrown);
    }
}
