"""规矩: the regulation set like a book, each clause with its life beside it, and drafts of what should change."""
