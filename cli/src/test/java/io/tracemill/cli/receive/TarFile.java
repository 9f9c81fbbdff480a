package io.tracemill.cli.receive;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;

/** A tar stream, entry by entry. */
final class TarFile {

    private static final int BLOCK = 512;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    TarFile file(String name, byte[] content) {
        return entry(name, '0', content);
    }

    TarFile entry(String name, char type, byte[] content) {
        byte[] header = new byte[BLOCK];
        put(header, 0, name);
        put(header, 100, "0000644\0");
        put(header, 124, String.format("%011o\0", content.length));
        put(header, 136, "00000000000\0");
        put(header, 148, "        ");
        header[156] = (byte) type;
        put(header, 257, "ustar\00000");
        long sum = 0;
        for (byte b : header) {
            sum += b & 0xff;
        }
        put(header, 148, String.format("%06o\0 ", sum));
        bytes.writeBytes(header);
        bytes.writeBytes(content);
        bytes.writeBytes(new byte[(BLOCK - content.length % BLOCK) % BLOCK]);
        return this;
    }

    /** The name of the next entry, as pax writes it. */
    TarFile pax(String name) {
        String record = " path=" + name + "\n";
        int length = record.getBytes(UTF_8).length;
        int all = length + String.valueOf(length + 3).length();
        return entry("pax", 'x', (all + record).getBytes(UTF_8));
    }

    byte[] end() {
        bytes.writeBytes(new byte[2 * BLOCK]);
        return bytes.toByteArray();
    }

    private static void put(byte[] header, int at, String text) {
        byte[] ascii = text.getBytes(UTF_8);
        System.arraycopy(ascii, 0, header, at, ascii.length);
    }
}
