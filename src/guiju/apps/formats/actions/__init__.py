"""Teaching files, and keeping what was taught."""
