/// Hostile inputs for every decoder of the source.
///
/// ```
///   seeds, vectors --Grammar--> items --Mutator--> input --Fuzzer--> decoder: a value, or a peer's fault, or a Breach
///                                                                                              Minimizer, Campaign
/// ```
///
/// Start at [fuzz.Decoders], which says how a decoder is added; then [fuzz.Fuzzer], which says what a decoder must not
/// do, and [fuzz.Mutator].
///
/// That it finds what it looks for is tested in two ways: every [fuzz.Canary] is wrong in one of the ways that there
/// are, and every [fuzz.Plant] puts a bug into a decoder of the source. That nothing is left out is what
/// [fuzz.SourceDecoders] is for: it knows decoders by their looks, and the seeds have to get to each.
///
/// It has no feedback from what the code does with an input: each follows from a seed and its number alone, so that any
/// of them can be made again, in any order and on any core.
package fuzz;
