package io.modehub.simulator;

import static io.modehub.simulator.Doing.AWAY;
import static io.modehub.simulator.Doing.GAMING;
import static io.modehub.simulator.Doing.MEETING;
import static io.modehub.simulator.Doing.RELAX;
import static io.modehub.simulator.Doing.WORK;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Lays out when the machine is on and what the person does, in minutes of the day. */
final class DayPlan {
    static final int DAY = 24 * 60;

    private static final Map<Doing, Double> OFF_HOURS = mix(0, 0.7, 0.3);

    private final Persona persona;
    private final long seed;

    DayPlan(Persona persona, long seed) {
        this.persona = persona;
        this.seed = seed;
    }

    /** The day's stretches in order, without overlap; what lies between them is time with the machine off. */
    List<Stretch> of(LocalDate date) {
        return fill(date, sessionsWithin(date));
    }

    /** The same day with the machine never off: leisure fills the gaps. */
    List<Stretch> neverOff(LocalDate date) {
        List<Session> filled = new ArrayList<>();
        int at = 0;
        for (Session session : sessionsWithin(date)) {
            if (session.from > at) {
                filled.add(new Session(at, session.from, OFF_HOURS, 0));
            }
            filled.add(session);
            at = session.to;
        }
        if (at < DAY) {
            filled.add(new Session(at, DAY, OFF_HOURS, 0));
        }
        return fill(date, filled);
    }

    /** Sessions cut at midnight; a late night goes on into the next date. */
    private List<Session> sessionsWithin(LocalDate date) {
        List<Session> sessions = new ArrayList<>();
        for (Session late : sessions(date.minusDays(1))) {
            if (late.to > DAY) {
                sessions.add(new Session(0, late.to - DAY, late.mix, 0));
            }
        }
        for (Session session : sessions(date)) {
            if (session.from < DAY) {
                sessions.add(new Session(session.from, Math.min(DAY, session.to), session.mix, session.meetings));
            }
        }
        return sessions;
    }

    private List<Session> sessions(LocalDate date) {
        Dice dice = new Dice(seed, persona.salt, date.toEpochDay(), 1);
        boolean weekend = date.getDayOfWeek() == DayOfWeek.SATURDAY || date.getDayOfWeek() == DayOfWeek.SUNDAY;
        List<Session> sessions = new ArrayList<>();
        if (weekend) {
            add(sessions, dice, 0.6, at(dice, 10, 0, 60), dice.between(60, 170), mix(0.15, 0.65, 0.2), 0);
            add(sessions, dice, 0.4, at(dice, 15, 0, 60), dice.between(50, 150), mix(0.2, 0.5, 0.3), 0);
            add(sessions, dice, 0.8, at(dice, 19, 30, 50), dice.between(90, 230), eveningMix(), 0);
            return sessions;
        }
        switch (persona) {
            case OFFICE -> {
                int from = at(dice, 8, 25, 35);
                add(sessions, dice, 0.95, from, dice.between(500, 570), mix(0.97, 0.03, 0), dice.between(1, 5));
                add(sessions, dice, 0.6, at(dice, 19, 45, 40), dice.between(60, 170), eveningMix(), 0);
            }
            case STUDENT -> {
                add(sessions, dice, 0.8, at(dice, 9, 15, 25), dice.between(120, 190), mix(0.8, 0.2, 0), 1);
                int noon = at(dice, 13, 40, 30);
                add(sessions, dice, 0.85, noon, dice.between(150, 250), mix(0.65, 0.28, 0.07), dice.between(0, 2));
                add(sessions, dice, 0.9, at(dice, 19, 0, 30), dice.between(150, 290), mix(0.2, 0.5, 0.3), 0);
            }
            case GAMER -> {
                int from = at(dice, 10, 40, 40);
                add(sessions, dice, 0.9, from, dice.between(340, 430), mix(0.9, 0.08, 0.02), dice.between(1, 3));
                add(sessions, dice, 0.9, at(dice, 19, 30, 35), dice.between(190, 370), eveningMix(), 0);
            }
        }
        return sessions;
    }

    private Map<Doing, Double> eveningMix() {
        return switch (persona) {
            case OFFICE -> mix(0.08, 0.8, 0.12);
            case STUDENT -> mix(0.15, 0.5, 0.35);
            case GAMER -> mix(0.03, 0.32, 0.65);
        };
    }

    private static Map<Doing, Double> mix(double work, double relax, double gaming) {
        Map<Doing, Double> mix = new EnumMap<>(Doing.class);
        mix.put(WORK, work);
        mix.put(RELAX, relax);
        mix.put(GAMING, gaming);
        return mix;
    }

    private static int at(Dice dice, int hour, int minute, int spread) {
        return hour * 60 + minute + dice.between(-spread, spread);
    }

    private static void add(
            List<Session> sessions,
            Dice dice,
            double chance,
            int from,
            int minutes,
            Map<Doing, Double> mix,
            int calls) {
        boolean happens = dice.chance(chance);
        int earliest = sessions.isEmpty() ? 0 : sessions.get(sessions.size() - 1).to + 10;
        int start = Math.max(from, earliest);
        if (happens && start + 20 < from + minutes) {
            sessions.add(new Session(start, from + minutes, mix, calls));
        }
    }

    private List<Stretch> fill(LocalDate date, List<Session> sessions) {
        List<Stretch> stretches = new ArrayList<>();
        for (Session session : sessions) {
            Dice dice = new Dice(seed, persona.salt, date.toEpochDay(), 2, session.from);
            int at = session.from * 60;
            for (Stretch fixed : fixed(dice, session)) {
                blocks(stretches, dice, session.mix, at, fixed.from());
                stretches.add(fixed);
                at = fixed.to();
            }
            blocks(stretches, dice, session.mix, at, session.to * 60);
        }
        return stretches;
    }

    /** Lunch and meetings: what has its time by the clock. */
    private List<Stretch> fixed(Dice dice, Session session) {
        List<Stretch> fixed = new ArrayList<>();
        int lunch = dice.between(11 * 60 + 45, 12 * 60 + 50);
        if (session.from < lunch - 60 && session.to > lunch + 90) {
            fixed.add(new Stretch(AWAY, lunch * 60, (lunch + dice.between(25, 55)) * 60));
        }
        for (int tries = 0, held = 0; held < session.meetings && tries < 20; tries++) {
            int slot = dice.between(session.from / 30 + 1, (session.to - 30) / 30) * 30;
            boolean lecture = persona == Persona.STUDENT;
            int minutes = lecture ? dice.between(50, 90) : dice.pick(List.of(15, 25, 30, 45, 55));
            int from = slot * 60 + dice.between(-60, 150);
            Stretch meeting = new Stretch(MEETING, from, from + minutes * 60 + dice.between(-200, 200));
            boolean fits = meeting.to() < session.to * 60 && meeting.from() > session.from * 60;
            if (fits
                    && fixed.stream()
                            .allMatch(
                                    other -> meeting.to() + 120 < other.from() || other.to() + 120 < meeting.from())) {
                fixed.add(meeting);
                held++;
            }
        }
        fixed.sort((a, b) -> Integer.compare(a.from(), b.from()));
        return fixed;
    }

    /** Fills a free piece with blocks of one doing and the breaks between them. */
    private static void blocks(List<Stretch> out, Dice dice, Map<Doing, Double> mix, int from, int to) {
        int at = from;
        while (at < to) {
            Doing doing = dice.pick(mix);
            double median = doing == WORK ? 48 : doing == GAMING ? 65 : 40;
            int end = Math.min(to, at + (int) (60 * Math.max(6, dice.around(median, 0.5))));
            if (to - end < 240) {
                end = to;
            }
            out.add(new Stretch(doing, at, end));
            at = end;
            if (to - at > 900 && dice.chance(0.5)) {
                int back = at + (int) (60 * Math.min(14, dice.around(6, 0.5)));
                out.add(new Stretch(AWAY, at, back));
                at = back;
            }
        }
    }

    /** The machine is on; minutes of the day, {@code to} past midnight for a late night. */
    private record Session(int from, int to, Map<Doing, Double> mix, int meetings) {}
}
