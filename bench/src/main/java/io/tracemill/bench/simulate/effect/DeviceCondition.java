package io.tracemill.bench.simulate.effect;

/** What holds for a device at a time: plain values that faults change and the model of the device reads. */
public final class DeviceCondition {

    /** Bit of the reasons to change the clock: the device has no work. */
    public static final int IDLE = 0x1;
    /** Bit: the clock was set. */
    public static final int CLOCKS_SETTING = 0x2;
    /** Bit: the limit of its power. */
    public static final int POWER_CAP = 0x4;
    /** Bit: its temperature, as its software sees it. */
    public static final int SOFTWARE_THERMAL = 0x20;
    /** Bit: its temperature, as its hardware sees it. */
    public static final int HARDWARE_THERMAL = 0x40;

    /** Reasons to run below the clock, as bits, while it is busy. */
    public int reasons;

    /** Clock while busy, of that which it has without a limit. */
    public double clock = 1;

    /** Temperature that it comes to, where its cooling fails; 0 where it follows from its power. */
    public double heldAtCelsius;

    /** Temperature from which {@link #clock} holds; 0 for always. */
    public double throttlesFromCelsius;

    /** Limit of its power in W. */
    public double powerLimit = 700;

    /** Share of the time in which its power limits its clock. */
    public double powerViolation;

    /** Share of the time in which its temperature limits its clock. */
    public double thermalViolation;

    /** Whether it lowers its clock while it only waits. */
    public boolean savesPower;

    /** Share of its memory that is used. */
    public double memoryShare = 0.86;

    /** Corrected errors of its memory in a second. */
    public double correctedPerSecond;

    /** Rows of its memory that were replaced since the fault began, after corrected errors. */
    public int remappedRows;

    /** Uncorrected errors since the fault began. */
    public int uncorrected;

    /** Code of its last error; 0 for none. */
    public int errorCode;

    /** Errors of its links to other devices in a second. */
    public double linkErrorsPerSecond;

    /** Transfers over PCIe that are sent again, in a second. */
    public double replaysPerSecond;

    /** Share of the device that another process takes. */
    public double takenByOthers;

    /** A condition in which nothing is wrong. */
    public DeviceCondition() {}
}
