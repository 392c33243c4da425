package mote.budget;

/// Somebody who holds memory for a peer, some of which can be given up for others ([Budget#reclaim]).
public interface Holder {

    /// Bytes that it holds for one peer: who holds most is asked first.
    long held();

    /// Gives some up. Must not block. Returns false where nothing can be done without.
    boolean giveUp();
}
