"""More than a password: a code of an authenticator, recovery codes, and where somebody is signed in."""
