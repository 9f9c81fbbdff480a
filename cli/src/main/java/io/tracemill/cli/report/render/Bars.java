package io.tracemill.cli.report.render;

/** Bars of block characters, with which the rows of a column compare at a glance. */
final class Bars {

    /** Most characters of a bar. */
    static final int LENGTH = 8;

    private static final char FULL = '█';
    private static final String EIGHTHS = " ▏▎▍▌▋▊▉";

    private Bars() {}

    /** Bar of a value beside the largest one of its column; empty if the value is zero, unknown or negative. */
    static String of(double value, double largest) {
        if (!(value > 0) || !(largest > 0)) {
            return "";
        }
        int eighths = (int) Math.max(1, Math.round(Math.min(1, value / largest) * LENGTH * 8));
        String whole = Character.toString(FULL).repeat(eighths / 8);
        return eighths % 8 == 0 ? whole : whole + EIGHTHS.charAt(eighths % 8);
    }
}
