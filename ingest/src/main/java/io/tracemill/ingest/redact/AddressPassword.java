package io.tracemill.ingest.redact;

/**
 * Password in an address, such as {@code https://user:password@host/path}. The slashes may be escaped, as some writers
 * of JSON do. See RFC 3986, section 3.2.1.
 */
final class AddressPassword {

    private static final String ENDS_AUTHORITY = "/?#\"'<>\\ \t\r\n";

    private AddressPassword() {}

    /**
     * Index of the {@code @} behind the password of an address.
     *
     * @param at index of the colon behind the scheme of the address, if it is one
     * @return 0 if there is no password
     */
    static int end(byte[] bytes, int at, int to) {
        int begin = authority(bytes, at, to);
        int end = 0;
        for (int i = begin; i > 0 && i < to && ENDS_AUTHORITY.indexOf(bytes[i]) < 0; i++) {
            if (bytes[i] == '@') {
                end = i;
            }
        }
        return end > 0 && start(bytes, at, end) < end ? end : 0;
    }

    /** Index of the first byte of a password that ends at an index; that index if there is none. */
    static int start(byte[] bytes, int at, int end) {
        for (int i = authority(bytes, at, end); i < end; i++) {
            if (bytes[i] == ':') {
                return i + 1;
            }
        }
        return end;
    }

    /** Index behind the two slashes; 0 if they are not there. */
    private static int authority(byte[] bytes, int at, int to) {
        int first = slash(bytes, at + 1, to);
        return first == 0 ? 0 : slash(bytes, first, to);
    }

    private static int slash(byte[] bytes, int at, int to) {
        int slash = at + 1 < to && bytes[at] == '\\' ? at + 1 : at;
        return slash < to && bytes[slash] == '/' ? slash + 1 : 0;
    }
}
