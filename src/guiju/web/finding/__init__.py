"""The command box: pages, forms, metrics, clauses and people, by Chinese, pinyin initials or English."""
