"""登录安全: the second factor, recovery codes, and where one is signed in."""
