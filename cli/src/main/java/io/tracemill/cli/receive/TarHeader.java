package io.tracemill.cli.receive;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tracemill.cli.http.Refusal;

/**
 * The header of an entry of a tar stream, as POSIX pax and GNU tar write it.
 *
 * @param name the name, before what earlier entries say of it
 * @param size bytes of its content
 * @param type the type flag
 */
record TarHeader(String name, long size, char type) {

    /** Bytes of a header; contents are filled up to a multiple of it. */
    static final int BLOCK = 512;

    private static final int NAME_BYTES = 100;
    private static final int SIZE_AT = 124;
    private static final int NUMBER_BYTES = 12;
    private static final int SUM_AT = 148;
    private static final int SUM_BYTES = 8;
    private static final int TYPE_AT = 156;
    private static final int MAGIC_AT = 257;
    private static final int PREFIX_AT = 345;
    private static final int PREFIX_BYTES = 155;

    /** Whether bytes begin as a tar stream does. */
    static boolean isTar(byte[] bytes, int count) {
        return count >= BLOCK && text(bytes, MAGIC_AT, 5).equals("ustar");
    }

    /** Whether a block is the end of a stream. */
    static boolean isEnd(byte[] block) {
        for (byte b : block) {
            if (b != 0) {
                return false;
            }
        }
        return true;
    }

    /** Reads a header. */
    static TarHeader of(byte[] block) throws Refusal {
        if (sum(block) != number(block, SUM_AT, SUM_BYTES)) {
            throw Refusal.malformed("the tar stream is damaged: a header has another sum than it says");
        }
        String name = text(block, 0, NAME_BYTES);
        String prefix = isPosix(block) ? text(block, PREFIX_AT, PREFIX_BYTES) : "";
        return new TarHeader(prefix.isEmpty() ? name : prefix + '/' + name, number(block, SIZE_AT, NUMBER_BYTES), (char)
                (block[TYPE_AT] & 0xff));
    }

    /** GNU tar has other fields where POSIX has the prefix, and two spaces behind its magic. */
    private static boolean isPosix(byte[] block) {
        return text(block, MAGIC_AT, 6).equals("ustar");
    }

    /** Sum of the bytes, in which those of the sum itself count as spaces. */
    private static long sum(byte[] block) {
        long sum = 0;
        for (int i = 0; i < BLOCK; i++) {
            sum += i >= SUM_AT && i < SUM_AT + SUM_BYTES ? ' ' : block[i] & 0xff;
        }
        return sum;
    }

    private static String text(byte[] block, int from, int most) {
        int end = from;
        while (end < from + most && block[end] != 0) {
            end++;
        }
        return new String(block, from, end - from, UTF_8);
    }

    /** A number in octal digits, or, if it is too large for them, in binary after a byte of 0x80. */
    private static long number(byte[] block, int from, int length) throws Refusal {
        if ((block[from] & 0xff) == 0x80) {
            long value = 0;
            for (int i = from + 1; i < from + length; i++) {
                value = value > Long.MAX_VALUE >> 8 ? Long.MAX_VALUE : value << 8 | (block[i] & 0xff);
            }
            return value;
        }
        String digits = text(block, from, length).strip();
        if (!digits.matches("[0-7]{0,12}")) {
            throw Refusal.malformed("the tar stream is damaged: a header has a number that is none");
        }
        return digits.isEmpty() ? 0 : Long.parseLong(digits, 8);
    }
}
