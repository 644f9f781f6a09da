package io.modehub.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.modehub.HubUnderTest;
import io.modehub.Rest;
import io.modehub.accounts.Role;
import io.modehub.activity.Person;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whoever guesses can't learn who is here: not by the answer, and by its time only within the noise. */
class AlikeTest {
    @RegisterExtension
    static final HubUnderTest HUB = HubUnderTest.fresh();

    private static final int TRIES = Integer.getInteger("tries", 60);
    private static final int WARM_UP = 20;

    /** So many shuffles of the times show how far apart two groups are by chance. */
    private static final int SHUFFLES = 2_000;

    /** Less than any network lets anybody tell. */
    private static final double NOTHING_MS = 0.5;

    @Test
    void anUnknownPersonAndAWrongPasswordLookAlikeAndTakeAlike() {
        List<String> known = new ArrayList<>();
        String hash = (String) HUB.rows("select password_hash from users where email = ?", HubUnderTest.EMAIL)
                .get(0)
                .get("password_hash");
        for (int i = 0; i < (TRIES + WARM_UP) / 2; i++) {
            Person person = HUB.newPerson(Role.VIEWER);
            HUB.rows(
                    "update users set password_hash = ? where id = ? returning 1",
                    hash,
                    person.id().value());
            known.add(person.email());
        }
        double[] wrong = new double[TRIES / 2];
        double[] unknown = new double[TRIES / 2];
        for (int i = -WARM_UP / 2; i < TRIES / 2; i++) {
            String email = known.get(i + WARM_UP / 2);
            double first = msOf(email, i);
            double second = msOf(email.replace("@example.org", "@example.com"), i);
            if (i >= 0) {
                wrong[i] = first;
                unknown[i] = second;
            }
        }

        double apart = Math.abs(median(wrong) - median(unknown));
        double chance = shareFurtherApart(wrong, unknown, apart);
        System.out.printf(
                "a wrong password takes %.2f ms, an unknown person %.2f ms (medians of %d); %.2f ms apart,"
                        + " by chance in %.1f %% of shuffles%n",
                median(wrong), median(unknown), TRIES / 2, apart, 100 * chance);
        assertThat(apart < NOTHING_MS || chance > 0)
                .as("%.2f ms apart, never by chance", apart)
                .isTrue();
    }

    private static double msOf(String email, int i) {
        Rest caller = HUB.nobody().with("X-Forwarded-For", "203.0." + (i & 127) + "." + (email.hashCode() & 127));
        long start = System.nanoTime();
        Rest.Answer answer = caller.post("auth/login", JsonObject.of("email", email, "password", "wrong"));
        double ms = (System.nanoTime() - start) / 1e6;
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.body())
                .isEqualTo("{\"type\":\"about:blank\",\"title\":\"E-mail or password is wrong\",\"status\":401,"
                        + "\"detail\":\"check both and try again\",\"code\":\"wrong_credentials\",\"errors\":[]}");
        return ms;
    }

    /** The share of random divisions of all times into two halves whose medians are as far apart as these. */
    private static double shareFurtherApart(double[] one, double[] other, double apart) {
        List<Double> all = new ArrayList<>();
        Arrays.stream(one).forEach(all::add);
        Arrays.stream(other).forEach(all::add);
        Random random = new Random(4);
        int further = 0;
        for (int i = 0; i < SHUFFLES; i++) {
            Collections.shuffle(all, random);
            double[] half = all.subList(0, one.length).stream()
                    .mapToDouble(Double::doubleValue)
                    .toArray();
            double[] rest = all.subList(one.length, all.size()).stream()
                    .mapToDouble(Double::doubleValue)
                    .toArray();
            if (Math.abs(median(half) - median(rest)) >= apart) {
                further++;
            }
        }
        return (double) further / SHUFFLES;
    }

    private static double median(double[] times) {
        double[] sorted = times.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
