"""设置: the roster, targets and entered figures as workbooks, and who did what."""
