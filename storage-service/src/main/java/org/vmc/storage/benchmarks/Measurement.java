package org.vmc.storage.benchmarks;

/**
 * One time that was measured.
 *
 * @param round from 1
 * @param target as {@link BenchmarkTarget} is written
 * @param step {@code generate}, {@code find} or {@code read}
 */
record Measurement(int round, String target, String step, long micros) {}
