package org.earshot.staff;

/// Too many passwords are being checked; in a few seconds there is room.
public final class SignInBusy extends RuntimeException {

    private static final long serialVersionUID = 1L;

    SignInBusy() {
        super("Too many sign-ins at once; try again in a few seconds.", null, false, false);
    }
}
