package io.tracemill.schemas;

import static io.tracemill.schemas.Stage.ARCHIVE;
import static io.tracemill.schemas.Stage.BRIDGE;
import static io.tracemill.schemas.Stage.INGEST;
import static io.tracemill.schemas.Stage.TOPOLOGY;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.NullMarked;

/**
 * The reasons for which events and records are rejected, over all stages. A rejected event or record becomes a dead
 * letter and is counted under its reason. A new reason is one constant here; a test prints it on the page for users.
 */
@NullMarked
public enum RejectReason {
    BROKEN_JSON(
            INGEST,
            "broken-json",
            "The event is not valid JSON.",
            "Look at the file at the byte offset. If it was damaged on the way, copy it again. If the"
                    + " profiler wrote it like that, tell whoever makes the profiler."),
    NOT_AN_OBJECT(
            INGEST,
            "not-an-object",
            "A member of the event array is not a JSON object.",
            "Check the tool that wrote or edited the file."),
    CUT_OFF(
            INGEST,
            "cut-off",
            "The file ends inside the event. This does not count against `--max-rejected`.",
            "Copy the file again. If it is complete, the profiler was ended while it wrote: let it finish."),
    EVENT_TOO_LARGE(
            INGEST,
            "too-large",
            "The event is larger than 8 MiB, or does not fit into a record of 4 MiB once it is read.",
            "Record fewer or shorter arguments, such as call stacks."),
    MISSING_PH(INGEST, "missing-ph", "The event has no phase (`ph`).", "Check the tool that wrote or edited the file."),
    BAD_PH(
            INGEST,
            "bad-ph",
            "The phase of the event (`ph`) is not a single letter.",
            "Check the tool that wrote or edited the file."),
    MISSING_TS(INGEST, "missing-ts", "The event has no time (`ts`).", "Check the tool that wrote or edited the file."),
    BAD_TS(
            INGEST,
            "bad-ts",
            "The time of the event (`ts`) is not a number of microseconds.",
            "Check the tool that wrote or edited the file."),
    BAD_DUR(
            INGEST,
            "bad-dur",
            "The duration of the event (`dur`) is not a number of microseconds.",
            "Check the tool that wrote or edited the file."),
    NEGATIVE_DUR(
            INGEST,
            "negative-dur",
            "The duration of the event (`dur`) is below zero.",
            "Ignore a few events. If there are many, check whether the clocks of host and device were"
                    + " adjusted during the recording."),
    IMPLAUSIBLE_TS(
            INGEST,
            "implausible-ts",
            "The time of the event (`ts`) is 0, or more than a year away from those of the other events, so it cannot"
                    + " be"
                    + " right. The event is in no other dataset. This does not count against `--max-rejected`.",
            "Ignore a few events: the profiler lost their times. If there are many, update the driver and the"
                    + " profiler."),
    IMPLAUSIBLE_DUR(
            INGEST,
            "implausible-dur",
            "The event lasts more than a year (`dur`), so its duration cannot be right. The event"
                    + " is in no other dataset. This does not count against `--max-rejected`.",
            "Ignore a few events: the profiler lost their ends. If there are many, update the driver and the"
                    + " profiler."),
    END_WITHOUT_BEGIN(
            INGEST,
            "end-without-begin",
            "An event of phase `E` ends a span that is not open on its process and thread: no begin of its name is, or"
                    + " none at all.",
            "Nothing if the recording was started inside the span. Otherwise check the tool that wrote or"
                    + " edited the file."),
    TOO_MANY_OPEN(
            INGEST,
            "too-many-open",
            "An event of phase `B` begins a span while 262,144 others are open, or 32 MiB of them.",
            "Check that the tool that wrote the file ends each span that it begins."),
    BROKEN_METADATA(
            INGEST,
            "broken-metadata",
            "The frame around the events, or a member of it, is not valid JSON. The dead letter keeps no bytes of it,"
                    + " because"
                    + " there may be secrets.",
            "Check the tool that wrote or edited the file. If the rank was lost with it, give it as an option."),
    TRAILING_BYTES(
            INGEST,
            "trailing-bytes",
            "The file goes on after the end of the trace, but not with the beginning of another one: several"
                    + " processes wrote"
                    + " it, or something was added. Whole events in there are read, but all of its bytes count as"
                    + " lost.",
            "Give each process a file of its own."),
    READING(
            INGEST,
            "reading",
            "A line or a sample of a file of telemetry gave no reading. Of each file, the first 1,000 become dead"
                    + " letters.",
            "Read the message. If the file was damaged on the way, copy it again."),

    GAP(
            TOPOLOGY,
            "gap",
            "A batch of events came, but the one before it is missing.",
            "Nothing if the trace ends `COMPLETE`: its producer has sent the batches again. If it ends"
                    + " `BROKEN`, batches were lost: check the retention of `trace-events` and the replicas of its"
                    + " partitions."),
    FOREIGN_PLAN(
            TOPOLOGY,
            "foreign_plan",
            "A batch of events was made with other options, or by another version, than the batches of its"
                    + " trace before it.",
            "Nothing: the first producer's batches are used. To avoid it, do not publish a file from two"
                    + " `ingest` with different options."),
    OUTPUT_TOO_LARGE(
            TOPOLOGY,
            "too_large",
            "A span or a row of a dataset does not fit into a record of 4 MiB. It is missing from its dataset.",
            "Record shorter names and arguments."),
    IDENTITY(
            TOPOLOGY,
            "identity",
            "The batch has a trace id that is empty, longer than 128 characters, or has characters other than letters,"
                    + " digits, `.`, `_` and `-`; or its run, node, date or plan is longer than 1,024 characters.",
            "Find who else writes to the topic."),
    RANK_STEPS(
            TOPOLOGY,
            "rank_steps",
            "The record of a rank contradicts itself, or a time in it is below zero or longer than a year. The trace is"
                    + " not compared with the other ranks.",
            "Find who else writes to the topic."),
    COLLECTIVES(
            TOPOLOGY,
            "collectives",
            "The record of a rank's collectives contradicts itself, its rank is not from 0 to 65,535 or is compared"
                    + " already, or"
                    + " it is not the next one of its trace. These collectives are not compared with those of the"
                    + " other ranks.",
            "Give each run a name of its own (`--run`), and check the ranks of the files (`--rank`). Otherwise find who"
                    + " else writes to the topic."),
    RANK_TWICE(
            TOPOLOGY,
            "rank_twice",
            "Another trace of the run has the rank of this one. Only the first is compared with the other ranks.",
            "Give each run a name of its own (`--run`), and check the ranks of the files (`--rank`)."),
    RANK_OUT_OF_RANGE(
            TOPOLOGY,
            "rank_out_of_range",
            "The rank of the trace is not from 0 to 65,535. The trace is not compared with the other ranks.",
            "Give the right rank (`--rank`)."),
    DESERIALISATION(
            TOPOLOGY,
            "deserialisation",
            "A record is not of the type that its topic holds.",
            "Find who else writes to the topic. Check that all commands use the same `--schema-registry`, or none."),
    PROCESSING(
            TOPOLOGY,
            "processing",
            "A record could be read, but processing it failed.",
            "Report the error: the log of `stream` has its stack trace."),
    SERIALISATION(
            TOPOLOGY,
            "serialisation",
            "A result of processing a record could not be encoded.",
            "Report the error: the log of `stream` has its stack trace."),
    PRODUCTION(
            TOPOLOGY,
            "production",
            "The brokers did not accept a record that `stream` wrote.",
            "Read the message, and compare the settings of the topics: `topics verify`."),

    UNDECODABLE(
            ARCHIVE,
            "undecodable",
            "A record is not of the type that its topic holds. It is not in the archive.",
            "Find who else writes to the topic. Check that all commands use the same `--schema-registry`, or none."),
    MALFORMED(
            ARCHIVE,
            "malformed",
            "A record contradicts itself, or its run or date cannot be the name of a directory. It is not"
                    + " in the archive.",
            "Read the message, and find who else writes to the topic."),

    MESSAGE_MALFORMED(
            BRIDGE,
            "malformed",
            "A message is not in the format of its topic, or in none that is known. Nothing of it is read.",
            "Find who else writes to the topic. If the first message of the topic had another format than the others,"
                    + " name theirs (`--topic-format`)."),
    MESSAGE_TOO_LARGE(
            BRIDGE,
            "too-large",
            "A message is larger than 16 MiB, also where it is compressed. Nothing of it is read.",
            "Let the sender put fewer readings into a message."),
    MESSAGE_UNSUPPORTED(
            BRIDGE,
            "unsupported",
            "A message is in a format that is not read from topics. Nothing of it is read.",
            "Set one of the formats that `--topic-format` lists in the sender.");

    private final Stage stage;
    private final String label;
    private final String meaning;
    private final String remedy;

    RejectReason(Stage stage, String label, String meaning, String remedy) {
        this.stage = stage;
        this.label = label;
        this.meaning = meaning;
        this.remedy = remedy;
    }

    /** The reasons of a stage, in the order of their declaration. */
    public static List<RejectReason> of(Stage stage) {
        return Arrays.stream(values()).filter(reason -> reason.stage == stage).toList();
    }

    /** Whether the event is whole but its times cannot be right. Such events are counted apart from rejected ones. */
    public boolean isImplausible() {
        return this == IMPLAUSIBLE_TS || this == IMPLAUSIBLE_DUR;
    }

    /** The stage that rejects for this reason. */
    public Stage stage() {
        return stage;
    }

    /**
     * The short name in records and counters, such as {@code missing-ts}. It never changes, and no other reason of the
     * stage has it.
     */
    public String label() {
        return label;
    }

    /** One or two sentences for users: what is wrong with the rejected event or record, and the effect on results. */
    public String meaning() {
        return meaning;
    }

    /** One or two sentences for users: what to do about it. */
    public String remedy() {
        return remedy;
    }
}
