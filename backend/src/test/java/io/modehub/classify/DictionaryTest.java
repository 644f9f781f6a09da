package io.modehub.classify;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DictionaryTest {
    private final Dictionary dictionary = Dictionary.shipped();

    @Test
    void knowsAnApplicationByTheNameOfAnySystem() {
        assertThat(dictionary.front("OUTLOOK.EXE", null, null).category()).isEqualTo(Category.MAIL);
        assertThat(dictionary.front("Microsoft Outlook", null, null).category()).isEqualTo(Category.MAIL);
    }

    @Test
    void inABrowserTheSiteCounts() {
        assertThat(dictionary
                        .front("chrome.exe", "x - Google Chrome", "docs.google.com")
                        .category())
                .isEqualTo(Category.DOCUMENT);
        assertThat(dictionary
                        .front("chrome.exe", "x - Google Chrome", "de.wikipedia.org")
                        .category())
                .isEqualTo(Category.REFERENCE);
        assertThat(dictionary
                        .front("firefox", "Slow Tide - YouTube — Mozilla Firefox", null)
                        .label())
                .isEqualTo("YouTube");
        assertThat(dictionary
                        .front("chrome", "Anything - Google Chrome", "intranet")
                        .category())
                .isEqualTo(Category.BROWSER);
    }

    @Test
    void aTitleKeepsItsWordsWithoutNumbersAddressesAndTheApplication() {
        Front front =
                dictionary.front("chrome", "Inbox (18) a.person@example.com budget-2026 x7f9 - Google Chrome", null);

        assertThat(front.words()).containsExactly("inbox", "budget");
    }

    @Test
    void theEdgeOfTheWordsIsBounded() {
        assertThat(dictionary.front("x", "word ".repeat(100), null).words()).hasSizeLessThanOrEqualTo(24);
    }

    @Test
    void aHintIsFoundWhereverTheTitleStands() {
        assertThat(dictionary.front("xterm", "Weekly sync - Zoom Meeting", null).looksLikeMeeting())
                .isTrue();
        assertThat(dictionary
                        .front("chrome", "Meet – abc - Google Chrome", null)
                        .looksLikeMeeting())
                .isTrue();
    }
}
