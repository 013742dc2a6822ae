package org.vmc.lab.xenapi;

import java.util.EnumMap;
import java.util.Map;
import org.vmc.lab.xenapi.task.OperationTime;
import org.vmc.lab.xenapi.task.TimedOperation;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Options that say how long operations take. */
public final class TimingOptions {

    @Option(names = "--fast", description = "Operations take no time, but for those named by --timing.")
    private boolean fast;

    @Option(
            names = "--timing",
            paramLabel = "OPERATION=TIME",
            converter = {OperationName.class, TimeText.class},
            description = "Time one operation takes, with its jitter: start=2s±0.5s, hard-reboot=300ms."
                    + " May be given several times.")
    private Map<TimedOperation, OperationTime> times = new EnumMap<>(TimedOperation.class);

    /** The scale of all other times. */
    public double scale(double otherwise) {
        return fast ? 0 : otherwise;
    }

    /** Times of single operations. */
    public Map<TimedOperation, OperationTime> times() {
        return times;
    }

    /** Reads {@code hard-reboot}. */
    static final class OperationName implements ITypeConverter<TimedOperation> {

        @Override
        public TimedOperation convert(String text) {
            try {
                return TimedOperation.named(text);
            } catch (IllegalArgumentException unknown) {
                throw new TypeConversionException(String.valueOf(unknown.getMessage()));
            }
        }
    }

    /** Reads {@code 2s±0.5s}. */
    static final class TimeText implements ITypeConverter<OperationTime> {

        @Override
        public OperationTime convert(String text) {
            try {
                return OperationTime.parse(text);
            } catch (IllegalArgumentException unreadable) {
                throw new TypeConversionException(String.valueOf(unreadable.getMessage()));
            }
        }
    }
}
