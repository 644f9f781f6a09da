package io.modehub.simulator;

/**
 * One kind of thing on the screen: how much it is typed and pointed, how long it stays in front, what it sounds like.
 */
enum Scene {
    MAIL(3.0, 2.6, 0.60, 60, Sound.QUIET),
    DOCUMENT(4.2, 1.8, 0.60, 130, Sound.QUIET),
    SHEET(2.6, 3.4, 0.60, 110, Sound.QUIET),
    SLIDES(1.8, 3.8, 0.60, 110, Sound.QUIET),
    CODE(3.9, 1.8, 0.60, 140, Sound.QUIET),
    TERMINAL(3.8, 0.6, 0.50, 50, Sound.QUIET),
    RESEARCH(1.3, 2.8, 0.50, 55, Sound.QUIET),
    TEAMCHAT(3.4, 1.8, 0.50, 35, Sound.QUIET),
    DESIGN(0.9, 4.6, 0.70, 140, Sound.QUIET),
    PLANNING(1.5, 2.9, 0.50, 60, Sound.QUIET),
    TUTORIAL(0.5, 0.9, 0.15, 130, Sound.VIDEO),
    READING(0.3, 1.8, 0.30, 110, Sound.QUIET),
    LEARN(2.8, 1.9, 0.50, 120, Sound.QUIET),
    VIDEO(0.3, 0.9, 0.12, 170, Sound.VIDEO),
    STREAM(0.1, 0.4, 0.04, 1300, Sound.FILM),
    MUSIC(0.4, 1.6, 0.30, 60, Sound.MUSIC),
    SOCIAL(1.1, 2.8, 0.55, 90, Sound.CLIPS),
    NEWS(0.4, 2.4, 0.45, 80, Sound.QUIET),
    SHOP(1.0, 2.8, 0.55, 80, Sound.QUIET),
    CHAT(3.2, 1.6, 0.50, 45, Sound.QUIET),
    PRIVATE(2.2, 2.6, 0.50, 110, Sound.QUIET),
    GAME(3.4, 4.6, 0.85, 1100, Sound.GAME),
    LAUNCHER(0.6, 2.8, 0.50, 45, Sound.QUIET),
    VOICECHAT(1.6, 2.0, 0.40, 45, Sound.QUIET),
    CALL_ZOOM(0.7, 1.3, 0.25, 240, Sound.QUIET),
    CALL_TEAMS(0.7, 1.3, 0.25, 240, Sound.QUIET),
    CALL_MEET(0.7, 1.3, 0.25, 240, Sound.QUIET),
    CALL_WEBEX(0.7, 1.3, 0.25, 240, Sound.QUIET),
    CALL_SLACK(1.2, 1.4, 0.30, 200, Sound.QUIET),
    LECTURE(0.3, 0.8, 0.15, 500, Sound.VIDEO),
    LOCK(0, 0, 0, 600, Sound.QUIET);

    /** What the machine plays while the scene is in front. */
    enum Sound {
        QUIET,
        MUSIC,
        VIDEO,
        FILM,
        CLIPS,
        GAME
    }

    final double keyboard;
    final double mouse;
    final double busy;
    final int seconds;
    final Sound sound;

    /**
     * @param keyboard typical level while busy, 0 to 10
     * @param mouse typical level while busy, 0 to 10
     * @param busy share of time with input
     * @param seconds median time in front
     */
    Scene(double keyboard, double mouse, double busy, int seconds, Sound sound) {
        this.keyboard = keyboard;
        this.mouse = mouse;
        this.busy = busy;
        this.seconds = seconds;
        this.sound = sound;
    }
}
