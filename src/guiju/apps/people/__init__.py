"""The roster: people, what they held on any day, their pay, the shops, and who owns what."""
