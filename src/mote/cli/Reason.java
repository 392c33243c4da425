package mote.cli;

import module java.base;
import mote.bytes.*;
import mote.negotiate.*;
import mote.secure.*;
import mote.task.*;

/// Why something failed, for the person in front of the terminal.
///
/// @param words what happened
/// @param advice what to do about it; empty where nothing is known
record Reason(String words, P2pException.Blame blame, String advice) {

    static Reason of(IOException failure) {
        P2pException.Blame blame = failure instanceof FileSystemException
                ? P2pException.Blame.LOCAL : P2pException.of(failure).blame();
        return new Reason(words(failure), blame, advice(failure));
    }

    private static String words(IOException failure) {
        String message = failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
        return switch (failure) {
            case NoSuchFileException _ -> "there is no file " + message;
            case AccessDeniedException _ -> "no permission for " + message;
            case FileAlreadyExistsException _ -> message + " is not a folder";
            case NoCommonProtocolException _ -> "no common protocol: " + message;
            default -> message;
        };
    }

    private static String advice(IOException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case ConnectException _ -> {
                    return "Is a node running there? `mote run` prints the addresses of one.";
                }
                case BindException _ -> {
                    return "Has another program that port, or this host not that address? --listen names another.";
                }
                case TimedOutException _ -> {
                    return "Is the address right, and does a firewall let it through?";
                }
                case WrongPeerException _ -> {
                    return "Someone else is at this address now. Ask for the new address, or leave out /p2p/ and all"
                            + " after it.";
                }
                case NoCommonProtocolException _ -> {
                    return "What listens there speaks, but not this protocol.";
                }
                default -> { }
            }
        }
        return "";
    }
}
