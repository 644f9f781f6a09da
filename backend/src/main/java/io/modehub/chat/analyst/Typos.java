package io.modehub.chat.analyst;

/** Whether two words are one slip of the finger apart. */
final class Typos {
    private Typos() {}

    /** At most one letter more, less, other, or swapped with its neighbour. Linear in the words' length. */
    static boolean near(String a, String b) {
        int difference = a.length() - b.length();
        if (Math.abs(difference) > 1) {
            return false;
        }
        int same = 0;
        int shorter = Math.min(a.length(), b.length());
        while (same < shorter && a.charAt(same) == b.charAt(same)) {
            same++;
        }
        if (difference > 0) {
            return a.startsWith(b.substring(same), same + 1);
        }
        if (difference < 0) {
            return b.startsWith(a.substring(same), same + 1);
        }
        if (same == shorter || a.startsWith(b.substring(same + 1), same + 1)) {
            return true;
        }
        return isSwap(a, b, same);
    }

    /** Whether two neighbouring letters have changed places, and nothing else. */
    static boolean swapped(String a, String b) {
        if (a.length() != b.length()) {
            return false;
        }
        int same = 0;
        while (same < a.length() && a.charAt(same) == b.charAt(same)) {
            same++;
        }
        return isSwap(a, b, same);
    }

    private static boolean isSwap(String a, String b, int same) {
        return same + 1 < a.length()
                && a.charAt(same) == b.charAt(same + 1)
                && a.charAt(same + 1) == b.charAt(same)
                && a.startsWith(b.substring(same + 2), same + 2);
    }
}
