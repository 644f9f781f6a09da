package io.modehub.failure;

/** Every refusal of the hub: its wire code, HTTP status, title and whether trying again can help. */
public enum ErrorCode {
    INVALID_REQUEST("invalid_request", 400, "The request is not valid", false),
    UNAUTHENTICATED("unauthenticated", 401, "Sign in first", false),
    WRONG_CREDENTIALS("wrong_credentials", 401, "E-mail or password is wrong", false),
    LINK_SPENT("link_spent", 401, "This sign-in link was used or has expired", false),
    FORBIDDEN("forbidden", 403, "This is not allowed", false),
    FOREIGN_ORIGIN("foreign_origin", 403, "This page may not talk to the hub", false),
    NOT_FOUND("not_found", 404, "Not found", false),
    PAIRING_SPENT("pairing_spent", 404, "This pairing code was used or has expired", false),
    METHOD_NOT_ALLOWED("method_not_allowed", 405, "This method is not allowed here", false),
    LAST_ADMINISTRATOR("last_administrator", 409, "The last administrator can't go", false),
    CONFLICT("conflict", 409, "This is in conflict with what is there", false),
    MODE_IN_USE("mode_in_use", 409, "This mode is still used", false),
    MODEL_ACTIVE("model_active", 409, "This model is in use", false),
    TOO_MANY_MODELS("too_many_models", 409, "No more models fit", false),
    TRAINING_RUNNING("training_running", 409, "A training run is under way", true),
    TURN_RUNNING("turn_running", 409, "A question is still being answered", true),
    RULES_BEING_APPLIED("rules_being_applied", 409, "Rules are still being applied to the past", true),
    TOO_LARGE("too_large", 413, "The request is too large", false),
    UNSUPPORTED_MEDIA_TYPE("unsupported_media_type", 415, "Send application/json", false),
    INVALID_VALUE("invalid_value", 422, "A value can't be used", false),
    INVALID_ACTIVITY("invalid_activity", 422, "The activity breaks the contract", false),
    PAUSED("paused", 422, "Nothing of this time is kept", false),
    UNKNOWN_MODE("unknown_mode", 422, "There is no such mode", false),
    NOT_STORABLE("not_storable", 422, "The database refused the item", false),
    DAY_FULL("day_full", 422, "No more of this day is kept", false),
    UNKNOWN_TYPE("unknown_type", 422, "This frame type is not known", false),
    TOO_FEW_ROWS("too_few_rows", 422, "There is too little to learn from", false),
    NOT_A_TABLE("not_a_table", 422, "The file is no training table", false),
    MODEL_UNREADABLE("model_unreadable", 422, "The model can't be used", false),
    NOT_AN_EXPORT("not_an_export", 422, "The file is no export of this system", false),
    TOO_MANY_TRIES("too_many_tries", 429, "Too many tries", true),
    BUSY("busy", 429, "The hub does as much of this at once as it can", true),
    TOO_MANY_CONNECTIONS("too_many_connections", 429, "Too many connections are open", true),
    CHAT_BUDGET_SPENT("chat_budget_spent", 429, "Today's budget for questions is used up", true),
    INTERNAL("internal", 500, "Something went wrong in the hub", true),
    DATABASE_UNAVAILABLE("database_unavailable", 503, "The database can't be reached", true),
    OVERLOADED("overloaded", 503, "The hub takes no more in for now", true),
    STOPPING("stopping", 503, "The hub is stopping", true);

    private final String wire;
    private final int status;
    private final String title;
    private final boolean retryable;

    ErrorCode(String wire, int status, String title, boolean retryable) {
        this.wire = wire;
        this.status = status;
        this.title = title;
        this.retryable = retryable;
    }

    /** The code in problem details and frames. */
    public String wire() {
        return wire;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** A short sentence that is the same every time. */
    public String title() {
        return title;
    }

    /** Whether the same request may succeed later. */
    public boolean retryable() {
        return retryable;
    }
}
