"""个人信息: what is held of people, answered to them, and forgotten when they ask or its time is over."""
