package mote.cli;

import module java.base;

/// Guesses what was meant by a misspelt word.
final class Nearest {

    private Nearest() { }

    /// A question after the one of `known` that is most like `word`, such as ` (did you mean ping?)`; empty where none
    /// is like it.
    static String hint(String word, List<String> known) {
        String best = "";
        int least = Math.max(2, word.length() / 2);
        for (String candidate : known) {
            int distance = distance(word, candidate);
            if (distance < least || distance == least && best.isEmpty() && word.length() > 2) {
                least = distance;
                best = candidate;
            }
        }
        return best.isEmpty() ? "" : " (did you mean " + best + "?)";
    }

    /// How many letters have to be put in, taken out or changed to make `b` of `a` (Levenshtein).
    static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int changed = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
