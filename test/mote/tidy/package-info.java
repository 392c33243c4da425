/// The rules of the house as tests, and the program that runs all tests. It has no counterpart under `src`.
///
/// Start at [mote.tidy.LayersTest].
package mote.tidy;
