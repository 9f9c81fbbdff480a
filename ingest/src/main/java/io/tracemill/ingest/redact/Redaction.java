package io.tracemill.ingest.redact;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Redaction of the texts of one file: replaces secrets, and counts those that differ. Safe for several threads. */
public final class Redaction {

    /** What stands for a secret. */
    public static final String MARK = "***";

    private static final byte[] MARK_BYTES = MARK.getBytes(UTF_8);
    private static final KnownToken[] KNOWN = KnownToken.values();
    private static final boolean[] FIRST = first();
    private static final int MOST_COUNTED = 10_000;

    /** Length of a text that may be an address with a password, such as {@code s3://:pass@host}. Tokens are longer. */
    private static final int SHORTEST_ADDRESS = 14;

    private final RedactionRules rules;
    private final int leastLength;
    private final Set<Integer> found = ConcurrentHashMap.newKeySet();

    /** A redaction that has found nothing yet. */
    public Redaction(RedactionRules rules) {
        this.rules = rules;
        this.leastLength = !rules.own().isEmpty() ? 1 : rules.known() ? SHORTEST_ADDRESS : Integer.MAX_VALUE;
    }

    private static boolean[] first() {
        boolean[] first = new boolean[256];
        for (KnownToken token : KNOWN) {
            first[token.first()] = true;
        }
        return first;
    }

    /** Length of the shortest text that can hold a secret, in bytes. */
    public int leastLength() {
        return leastLength;
    }

    /** Number of different secrets found, at most 10,000. */
    public int found() {
        return Math.min(found.size(), MOST_COUNTED);
    }

    /** The text {@code bytes[from, to)} without secrets; the same array, unless it holds any. */
    public byte[] text(byte[] bytes, int from, int to) {
        if (to - from < leastLength) {
            return bytes;
        }
        byte[] kept = rules.known() ? known(bytes, from, to) : bytes;
        if (rules.own().isEmpty()) {
            return kept;
        }
        String text = kept == bytes ? new String(bytes, from, to - from, UTF_8) : new String(kept, UTF_8);
        String masked = own(text);
        return masked.equals(text) ? kept : masked.getBytes(UTF_8);
    }

    /** The text without secrets. */
    public String text(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        return new String(text(bytes, 0, bytes.length), UTF_8);
    }

    /** A map with its values without secrets. */
    public SortedMap<String, String> values(SortedMap<String, String> texts) {
        SortedMap<String, String> kept = new TreeMap<>();
        texts.forEach((key, value) -> kept.put(key, text(value)));
        return kept;
    }

    /** The compact JSON {@code bytes[from, to)} without secrets in its strings; the same array, unless it holds any. */
    public byte[] json(byte[] bytes, int from, int to) {
        if (rules.own().isEmpty()) {
            return text(bytes, from, to);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(to - from);
        int at = from;
        boolean inString = false;
        for (int end = from; end <= to; end++) {
            if (end == to || bytes[end] == '"') {
                byte[] kept = inString ? text(bytes, at, end) : bytes;
                out.write(kept, kept == bytes ? at : 0, kept == bytes ? end - at : kept.length);
                if (end < to) {
                    out.write('"');
                }
                inString = !inString;
                at = end + 1;
            } else if (bytes[end] == '\\') {
                end++;
            }
        }
        byte[] all = out.toByteArray();
        return Arrays.equals(all, 0, all.length, bytes, from, to) ? bytes : all;
    }

    private byte[] known(byte[] bytes, int from, int to) {
        ByteArrayOutputStream out = null;
        int copied = from;
        for (int at = from; at < to; at++) {
            int end = bytes[at] == ':' ? AddressPassword.end(bytes, at, to) : tokenEnd(bytes, from, at, to);
            if (end > 0) {
                int start = bytes[at] == ':' ? AddressPassword.start(bytes, at, end) : at;
                out = out == null ? new ByteArrayOutputStream(to - from) : out;
                count(new String(bytes, start, end - start, UTF_8));
                out.write(bytes, copied, start - copied);
                out.writeBytes(MARK_BYTES);
                copied = end;
                at = end - 1;
            }
        }
        if (out == null) {
            return bytes;
        }
        out.write(bytes, copied, to - copied);
        return out.toByteArray();
    }

    /** Whether a word begins at an index: behind no letter, digit or underscore, but for the letter of an escape. */
    private static boolean beginsWord(byte[] bytes, int from, int at) {
        if (at == from) {
            return true;
        }
        int before = bytes[at - 1] & 0xff;
        boolean inWord = KnownToken.isLetterOrDigit(before) || before == '_';
        return !inWord || (at - 1 > from && bytes[at - 2] == '\\');
    }

    /** Index behind the longest token that starts at an index; 0 for none. */
    private static int tokenEnd(byte[] bytes, int from, int at, int to) {
        if (!FIRST[bytes[at] & 0xff] || !beginsWord(bytes, from, at)) {
            return 0;
        }
        int longest = 0;
        for (KnownToken token : KNOWN) {
            longest = Math.max(longest, token.length(bytes, at, to));
        }
        return longest == 0 ? 0 : at + longest;
    }

    private String own(String text) {
        String masked = text;
        for (Pattern pattern : rules.own()) {
            Matcher matcher = pattern.matcher(masked);
            masked = matcher.replaceAll(match -> {
                if (match.end() > match.start()) {
                    count(match.group());
                    return Matcher.quoteReplacement(MARK);
                }
                return "";
            });
        }
        return masked;
    }

    private void count(String secret) {
        if (found.size() < MOST_COUNTED) {
            found.add(secret.hashCode());
        }
    }
}
