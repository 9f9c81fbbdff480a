package io.tracemill.cli.receive;

/** A pattern of names, in which {@code *} stands for any characters and {@code ?} for one. */
record Glob(String text) {

    /** Every name. */
    static final Glob ALL = new Glob("*");

    /** Whether a name is of this form: the last star is tried at every later place, those before it never again. */
    boolean matches(String name) {
        int at = 0;
        int next = 0;
        int star = -1;
        int behindStar = 0;
        while (next < name.length()) {
            if (at < text.length() && text.charAt(at) == '*') {
                star = at++;
                behindStar = next;
            } else if (at < text.length() && (text.charAt(at) == '?' || text.charAt(at) == name.charAt(next))) {
                at++;
                next++;
            } else if (star >= 0) {
                at = star + 1;
                next = ++behindStar;
            } else {
                return false;
            }
        }
        return text.substring(at).chars().allMatch(c -> c == '*');
    }
}
