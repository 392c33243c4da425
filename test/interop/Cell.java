package interop;

/// One row of the grid: something that Mote and a peer do together.
///
/// @param name what is printed
/// @param check does it on a pair that is connected or not, and throws where it went wrong
record Cell(String name, Check check) {

    @FunctionalInterface
    interface Check {
        void on(Pair pair) throws Exception;
    }
}
