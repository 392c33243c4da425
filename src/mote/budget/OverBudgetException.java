package mote.budget;

import mote.bytes.*;

/// A reservation was refused. The message names the scope and the limit.
public final class OverBudgetException extends P2pException {

    private static final long serialVersionUID = 1;

    OverBudgetException(Budget scope, Resource resource, long amount) {
        super(Blame.LOCAL, scope + " is out of " + resource + ": " + amount + " more asked, " + scope.used(resource)
                + " of " + scope.limit(resource) + " used");
    }
}
