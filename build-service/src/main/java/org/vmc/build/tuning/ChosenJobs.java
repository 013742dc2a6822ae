package org.vmc.build.tuning;

/**
 * A number for {@code make -j}.
 *
 * @param from where it comes from
 */
public record ChosenJobs(int jobs, JobsFrom from) {

    /** One from the number of CPUs. */
    static ChosenJobs planned(int jobs) {
        return new ChosenJobs(jobs, JobsFrom.PLANNED);
    }

    /** One that was found. */
    static ChosenJobs remembered(int jobs) {
        return new ChosenJobs(jobs, JobsFrom.REMEMBERED);
    }
}
