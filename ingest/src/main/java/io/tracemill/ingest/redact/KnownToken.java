package io.tracemill.ingest.redact;

import static java.nio.charset.StandardCharsets.US_ASCII;

/**
 * Shapes of tokens that give access to something. A new one is one constant here; a test prints it on the page for
 * users. The shapes are those that the services publish for scanners of secrets.
 */
@SuppressWarnings("ImmutableEnumChecker") // the arrays stay as they are made
public enum KnownToken {
    HUGGING_FACE("hf_", "", 16, "Hugging Face"),
    OPENAI("sk-", "-_", 16, "OpenAI, Anthropic and others that took over the prefix"),
    NVIDIA("nvapi-", "-_", 16, "NVIDIA NGC"),
    GITHUB("ghp_", "", 20, "GitHub, personal"),
    GITHUB_OAUTH("gho_", "", 20, "GitHub, OAuth"),
    GITHUB_USER("ghu_", "", 20, "GitHub, user of an app"),
    GITHUB_SERVER("ghs_", "", 20, "GitHub, installation of an app"),
    GITHUB_REFRESH("ghr_", "", 20, "GitHub, refresh"),
    GITHUB_FINE("github_pat_", "_", 20, "GitHub, fine-grained"),
    GITLAB("glpat-", "-_", 16, "GitLab"),
    AWS("AKIA", "", 16, "AWS, access key"),
    AWS_TEMPORARY("ASIA", "", 16, "AWS, temporary access key"),
    GOOGLE("AIza", "-_", 30, "Google API"),
    GOOGLE_OAUTH("ya29.", "-_", 16, "Google OAuth"),
    SLACK_BOT("xoxb-", "-", 12, "Slack, bot"),
    SLACK_USER("xoxp-", "-", 12, "Slack, user"),
    SLACK_APP("xapp-", "-", 12, "Slack, app"),
    SLACK_REFRESH("xoxe-", "-.", 12, "Slack, refresh"),
    NPM("npm_", "", 30, "npm"),
    PYPI("pypi-", "-_", 20, "PyPI"),
    REPLICATE("r8_", "", 30, "Replicate"),
    DOCKER("dckr_pat_", "-_", 16, "Docker Hub"),
    GROQ("gsk_", "", 30, "Groq"),
    VAULT("hvs.", "-_", 20, "HashiCorp Vault"),
    GRAFANA("glsa_", "_", 20, "Grafana"),
    STRIPE("sk_live_", "", 16, "Stripe"),
    JSON_WEB_TOKEN("eyJ", "-_.", 24, "JSON Web Token"),
    BEARER("Bearer ", "-_.~+/=", 16, "HTTP header"),
    PRIVATE_KEY("-----BEGIN ", "-+/=: \n\\", 40, "Private key or certificate in PEM; to its end");

    private final byte[] prefix;
    private final boolean[] follows = new boolean[256];
    private final int least;
    private final String of;

    /**
     * A shape.
     *
     * @param prefix how the token begins
     * @param others characters that follow, beside letters and digits
     * @param least smallest number of characters that follow
     * @param of where the tokens are from
     */
    KnownToken(String prefix, String others, int least, String of) {
        this.prefix = prefix.getBytes(US_ASCII);
        this.least = least;
        this.of = of;
        for (int c = 0; c < follows.length; c++) {
            follows[c] = isLetterOrDigit(c) || others.indexOf(c) >= 0;
        }
    }

    static boolean isLetterOrDigit(int c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    }

    /** Length of the token that starts at an index before {@code to}, 0 for none. */
    int length(byte[] bytes, int from, int to) {
        if (to - from < prefix.length + least) {
            return 0;
        }
        for (int i = 0; i < prefix.length; i++) {
            if (bytes[from + i] != prefix[i]) {
                return 0;
            }
        }
        int at = from + prefix.length;
        while (at < to && follows[bytes[at] & 0xff] && !isEscapedQuote(bytes, at, to)) {
            at++;
        }
        return at - from < prefix.length + least ? 0 : at - from;
    }

    private static boolean isEscapedQuote(byte[] bytes, int at, int to) {
        return bytes[at] == '\\' && (at + 1 == to || (bytes[at + 1] != 'n' && bytes[at + 1] != 'r'));
    }

    /** How the token begins. */
    public String prefix() {
        return new String(prefix, US_ASCII);
    }

    /** Smallest number of characters that follow. */
    public int least() {
        return least;
    }

    /** Where the tokens are from. */
    public String of() {
        return of;
    }

    byte first() {
        return prefix[0];
    }
}
