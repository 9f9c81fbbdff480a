package io.tracemill.cli.config;

/** A setting that cannot be meant as it stands. The message is the whole one-line error. */
public final class SettingException extends Exception {

    private static final long serialVersionUID = 1L;

    SettingException(String message) {
        super(message);
    }
}
