package io.modehub.chat.analyst;

/** What a word or phrase of a question contributes to its meaning. The words are in {@code words-*.txt}. */
enum Concept {
    /** Says nothing about what is asked. */
    FILLER,
    /** The person themself: I, my. */
    SELF,
    /** Marks a question as one about what has been, not about what usually is. */
    PAST,
    HABIT,

    WHEN,
    FROM_WHEN,
    UNTIL_WHEN,
    SINCE_WHEN,
    HOW_LONG,
    HOW_MANY,
    HOW_OFTEN,
    WHAT,
    WHICH,
    SHOW,

    SHARE,
    AVERAGE,
    PER_DAY,
    PER_WEEK,
    PER_HOUR,
    MOST,
    LEAST,
    MORE,
    LESS,
    THAN,
    VERSUS,
    OR,
    TREND,
    BEFORE_THAT,
    USUAL,
    BY,
    EXCEPT,
    ONLY,
    TOGETHER,

    HOUR,
    WEEKDAY,
    DAY,
    WEEK,
    MONTH,
    QUARTER,
    YEAR,
    APP,
    MODE,
    MINUTE,

    /** Work as a thing: Arbeitszeit. */
    WORK,
    /** Work as a verb, which may say no more than "used". */
    WORKING,
    WORKDAY,
    MEETING,
    RELAX,
    GAMING,
    ACTIVE,
    ABSENT,
    USING,
    WASTING,
    /** "frisst", "vorn": the most of it where it is asked what is, else no more than "uses". */
    EATING,

    BREAK,
    NO_BREAK,
    FOCUS,
    STRETCH,
    SWITCH,
    KEYBOARD,
    MOUSE,
    VOICE,
    MICROPHONE,
    LOUD,
    START,
    END,
    /** A verb that means an end only together with a later "auf". */
    STOPPING,
    UP,
    EARLIEST,
    LATEST,
    FIRST,
    LAST,
    OVERTIME,
    TOO_MUCH,
    ENOUGH,
    BALANCE,
    SUMMARY,
    HOW_WAS,
    DOING,
    LAST_TIME,
    FIRST_TIME,
    EXIST,
    LOG_START,

    ABOUT,
    AND_FOLLOWS,

    OTHERS,
    PROMPT,
    WHY,
    DIAGNOSIS,
    FORECAST,
    WRITING,
    /** Refused unless what is to be written is a report or a chart. */
    CREATING,
    ADVICE,
    ELSEWHERE,
    SALARY,
    CONTENT;

    boolean refuses() {
        return compareTo(OTHERS) >= 0;
    }
}
