"""个人信息: what is held of people, answered to those who ask, and the impact record."""
