package io.modehub.models.remote;

/** Why the endpoint gave no answer that can be used. */
public enum Fault {
    /** The key is wrong, or no longer right. */
    UNAUTHORISED,
    /** No such host, or no deployment that has traffic: the endpoint was deleted. */
    NOT_FOUND,
    /** Slower than we wait, or than the endpoint lets its model be. */
    TIMEOUT,
    /** The model failed on the rows: other columns, or a broken script. */
    MODEL_FAILED,
    /** More at once than the endpoint takes, or than we let wait. */
    TOO_MANY,
    /** No connection, or the platform failed. */
    UNAVAILABLE,
    /** No answer in a form that is known. */
    GARBAGE,
    /** Another number of answers than of rows. */
    WRONG_ROWS,
    /** A class that the settings don't name, or other columns of probabilities. */
    UNKNOWN_CLASS,
    /** Not asked, because it has failed too often a moment ago. */
    CIRCUIT_OPEN;

    /** Its name in logs and metrics. */
    public String code() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
