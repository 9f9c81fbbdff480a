package io.tracemill.cli.terminal;

/** The exit code of a command. */
public enum ExitCode {
    /** Everything asked for was done. */
    DONE(0),
    /** Something asked for was not done. */
    FAILED(1),
    /** The arguments or settings make no sense; nothing was begun. */
    USAGE(2),
    /** Finished, but more events were rejected than allowed. */
    PAST_REJECT_BUDGET(3),
    /** Finished, and a run is slower than another by more than allowed. */
    REGRESSED(4),
    /** Finished, and whether a run is slower than another by more than allowed cannot be decided. */
    UNDECIDED(5),
    /** The reader of standard output closed it: the code of a process that SIGPIPE ends. */
    READER_GONE(128 + 13);

    private final int code;

    ExitCode(int code) {
        this.code = code;
    }

    /** The number the process ends with. */
    public int code() {
        return code;
    }
}
