"""What should come by itself: expected tables, folders, mailboxes and tokens, set up by who keeps the data sources."""
